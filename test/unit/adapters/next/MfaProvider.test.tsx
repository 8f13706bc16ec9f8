import { render, screen } from "@testing-library/react";
import { Component, StrictMode, type ReactNode } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

beforeEach(() => {
  vi.resetModules();
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** A page of its own: the door, and what an app's `init` does. */
async function newPage() {
  const { MfaProvider } = await import("../../../../src/next.js");
  const { setMfaConfig } = await import("../../../../src/supertokens/config.js");
  const init = vi.fn(() =>
    setMfaConfig({
      appName: "App",
      websiteBasePath: "/auth",
      apiBaseUrl: "/auth",
      getRedirectionURL: undefined,
      onHandleEvent: undefined,
      onError: () => undefined,
    }),
  );
  return { MfaProvider, init };
}

class Boundary extends Component<{ children: ReactNode }, { message?: string }> {
  override state: { message?: string } = {};
  static getDerivedStateFromError = (error: unknown) => ({ message: String(error) });
  override render() {
    return this.state.message ?? this.props.children;
  }
}

test("inits once, before anything below is rendered", async () => {
  const { MfaProvider, init } = await newPage();
  const Child = () => `init was called ${init.mock.calls.length} times`;
  const app = (
    <StrictMode>
      <MfaProvider init={init}>
        <Child />
      </MfaProvider>
    </StrictMode>
  );
  render(app);
  expect(screen.getByText("init was called 1 times")).toBeVisible();
  render(app);
  expect(init).toHaveBeenCalledTimes(1);
});

test("inits nothing on a server", async () => {
  const { MfaProvider, init } = await newPage();
  const { renderToString } = await import("react-dom/server");
  vi.stubGlobal("window", undefined);
  expect(renderToString(<MfaProvider init={init}>the page</MfaProvider>)).toBe("the page");
  expect(init).not.toHaveBeenCalled();
});

test("an init that fails halfway reaches the app's error boundary, although React tries again", async () => {
  const { MfaProvider, init } = await newPage();
  const failing = () => {
    init();
    throw new Error("half an init");
  };
  render(
    <Boundary>
      <MfaProvider init={failing}>the page</MfaProvider>
    </Boundary>,
  );
  expect(screen.getByText("Error: half an init")).toBeVisible();
});

test("an init without our recipes says what is missing", async () => {
  const { MfaProvider } = await newPage();
  render(
    <Boundary>
      <MfaProvider init={() => undefined}>the page</MfaProvider>
    </Boundary>,
  );
  expect(screen.getByText(/MfaMisuseError: supertokens-mfa-react is not initialised.*Add `MultiFactorAuth\.init\(\)`/)).toBeVisible();
});
