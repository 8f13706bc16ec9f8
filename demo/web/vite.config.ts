import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { scriptTagBundles } from "./vite/scriptTagBundles.js";

const repository = fileURLToPath(new URL("../../", import.meta.url));

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  plugins: [react(), scriptTagBundles()],
  resolve: {
    // The package's own doors, onto its sources: the demo imports what an app would.
    tsconfigPaths: true,
    dedupe: ["react", "react-dom", "react-router", "supertokens-web-js"],
  },
  server: {
    port: Number(process.env["PORT"] ?? 3000),
    strictPort: true,
    fs: { allow: [repository] },
  },
  build: {
    emptyOutDir: true,
    sourcemap: true,
    // Readable in the debugger, and built in a fraction of the time; this build is only ever served from this computer.
    minify: false,
    // The polyfill is for browsers older than any that React 19 supports.
    modulePreload: { polyfill: false },
    // Small files as `data:` URLs would be refused by the Content-Security-Policy.
    assetsInlineLimit: 0,
  },
});
