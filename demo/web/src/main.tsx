import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { BrowserRouter } from "react-router-dom";
// The app's sheet first: it says in which order the cascade layers come.
import "./styles/index.css";
import "supertokens-mfa-react/styles.css";
import { App } from "./App.js";
import { ConfigContext, loadConfig } from "./config.js";
import { PreferencesProvider } from "./preferences/PreferencesProvider.js";
import { initSuperTokens } from "./supertokens.js";

const container = document.getElementById("root");
if (container === null) throw new Error("index.html has no #root element to render into.");
const root = createRoot(container);

try {
  const config = await loadConfig();
  initSuperTokens(config);
  root.render(
    <StrictMode>
      <ConfigContext value={config}>
        <PreferencesProvider>
          <BrowserRouter>
            <App />
          </BrowserRouter>
        </PreferencesProvider>
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
