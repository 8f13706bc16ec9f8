import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, inject, test } from "vitest";
import { root, run, runModule } from "./support/run.js";

const { commonJs } = inject("consumers");

/** As NestJS writes its apps: decorated classes, compiled to CommonJS. */
const app = `
  import express from "express";
  import supertokens from "supertokens-node";
  import { errorHandler, middleware } from "supertokens-node/framework/express";
  import MultiFactorAuth from "supertokens-node/recipe/multifactorauth";
  import Session from "supertokens-node/recipe/session";
  import Totp from "supertokens-node/recipe/totp";
  import UserMetadata from "supertokens-node/recipe/usermetadata";
  import EmailPassword from "supertokens-node/recipe/emailpassword";
  import { requireTotp, totpMfa, type TotpMfaOptions } from "supertokens-mfa-react/server";

  function Injectable(): ClassDecorator {
    return () => undefined;
  }

  @Injectable()
  export class AuthService {
    constructor(options: TotpMfaOptions) {
      supertokens.init({
        supertokens: { connectionURI: "http://localhost:1" },
        appInfo: { appName: "App", apiDomain: "http://localhost:1", websiteDomain: "http://localhost:1" },
        recipeList: [Session.init(), EmailPassword.init(), UserMetadata.init(), Totp.init(), MultiFactorAuth.init()],
        experimental: { plugins: [totpMfa(options)] },
      });
    }
  }

  new AuthService({ require: requireTotp.whenEnabled() });
  const server = express().use(middleware()).use(errorHandler()).listen(0, "127.0.0.1", async () => {
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const answer = await fetch(\`http://127.0.0.1:\${port}/auth/totp/settings\`, { headers: { rid: "totp" } });
    console.log(answer.status, await answer.text());
    process.exit();
  });

  // @ts-expect-error a policy is chosen
  void (() => totpMfa({}));
`;

describe("a CommonJS backend", () => {
  test.each([
    ["node16", { module: "node16" }],
    ["commonjs", { module: "commonjs", moduleResolution: "node10", ignoreDeprecations: "6.0" }],
  ])("in TypeScript (module %s) compiles, starts, and serves the plugin's routes", async (name, modules) => {
    const folder = join(commonJs, name);
    await mkdir(folder);
    await writeFile(join(folder, "main.ts"), app);
    const compilerOptions = {
      ...modules,
      target: "ES2022",
      strict: true,
      esModuleInterop: true,
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
      // Other packages' declarations are their own matter.
      skipLibCheck: true,
      types: ["node"],
    };
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["main.ts"] }));
    await run(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", "."], folder);
    // No session: the route is there, and the SDK asks for one.
    expect((await run(process.execPath, ["main.js"], folder)).trim()).toBe('401 {"message":"unauthorised"}');
  });

  test("that both requires and imports the plugin has it once", async () => {
    const script = `import { createRequire } from "node:module";
      const required = createRequire(process.cwd() + "/app.js")("supertokens-mfa-react/server");
      const imported = await import("supertokens-mfa-react/server");
      console.log(Object.keys(required).every((name) => required[name] === imported[name]), Object.keys(required).length > 0);`;
    expect(await runModule(script, commonJs)).toBe("true true\n");
  });
});
