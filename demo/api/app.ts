import cors from "cors";
import express from "express";
import type { Express } from "express";
import supertokens from "supertokens-node";
import { errorHandler, middleware } from "supertokens-node/framework/express";
import { jsonErrors, notFound } from "./jsonErrors.js";

/** The Express app: SuperTokens as its documentation sets it up (CORS, middleware, error handler), then the app's own routes. */
export function createApp(webUrl: string, addRoutes: (app: Express) => void): Express {
  const app = express();
  app.disable("x-powered-by");
  app.use(
    cors({
      origin: webUrl,
      allowedHeaders: ["content-type", ...supertokens.getAllCORSHeaders()],
      credentials: true,
    }),
  );
  // Before SuperTokens: it would read the body itself, and takes `null` and numbers for objects.
  app.use(express.json());
  app.use(middleware());
  app.get("/", (_request, response) => void response.json({ status: "OK" }));
  addRoutes(app);
  app.use(notFound);
  app.use(errorHandler());
  app.use(jsonErrors);
  return app;
}
