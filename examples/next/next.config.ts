import type { NextConfig } from "next";
import { basePath } from "./config";

const config: NextConfig = {
  basePath,
  cacheComponents: true,
  partialPrefetching: true,
  // One SDK for pages and route handlers, which Next bundles apart.
  serverExternalPackages: ["supertokens-node"],
};

export default config;
