import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

export default defineConfig({
  // The two elements are the browser's, not Vue's.
  plugins: [vue({ template: { compilerOptions: { isCustomElement: (tag) => /^(mfa|totp)-/.test(tag) } } })],
});
