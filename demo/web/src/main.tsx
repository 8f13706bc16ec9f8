import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
// The app's sheet first: it says in which order the cascade layers come.
import "./styles/index.css";
import "supertokens-mfa-react/styles.css";
import { ConfigContext, loadConfig } from "./config.js";
import { PreferencesProvider } from "./preferences/PreferencesProvider.js";
import { initSuperTokens } from "./supertokens.js";
import { variantAt } from "./variants/variant.js";

const container = document.getElementById("root");
if (container === null) throw new Error("index.html has no #root element to render into.");
const root = createRoot(container);

try {
  const config = await loadConfig();
  const { app, mfa } = variantAt(window.location.pathname);
  initSuperTokens(config, mfa);
  root.render(
    <StrictMode>
      <ConfigContext value={config}>
        <PreferencesProvider>{app}</PreferencesProvider>
      </ConfigContext>
    </StrictMode>,
  );
} catch (error) {
  root.render(
    <main className="page">
      <h1>The demo could not start</h1>
      <p role="alert">{error instanceof Error ? error.message : String(error)}</p>
    </main>,
  );
}
