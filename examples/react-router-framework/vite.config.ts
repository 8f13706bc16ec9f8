import { reactRouter } from "@react-router/dev/vite";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [reactRouter()],
  // Node by itself can't import the folders of this package.
  ssr: { noExternal: ["supertokens-web-js"] },
});
