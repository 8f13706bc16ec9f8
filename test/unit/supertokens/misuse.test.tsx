import { render, screen } from "@testing-library/react";
import { createMemoryRouter, RouterProvider, useRouteError } from "react-router";
import { beforeEach, expect, test, vi } from "vitest";
import { MfaMisuseError, MfaScreen, MultiFactorAuth, RequireMfa } from "../../../src/index.js";
import * as reactRouter from "../../../src/react-router.js";
import * as reactRouterDom from "../../../src/react-router-dom.js";
import * as tanstackRouter from "../../../src/tanstack-router.js";
import { TotpSettings } from "../../../src/settings.js";
import { emitMfaEvent } from "../../../src/supertokens/events.js";

// Nothing is initialised in this file.

beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});

const told = /not initialised.*MultiFactorAuth\.init keeps its options.*Add `MultiFactorAuth\.init/;

test.each([
  ["mfaRoutes", () => reactRouter.mfaRoutes()],
  ["an event", () => emitMfaEvent({ action: "TOTP_ENABLED" })],
])("%s before init tells what is wrong, why, and how to mend it", (_name, use) => {
  expect(use).toThrow(MfaMisuseError);
  expect(use).toThrow(told);
});

test("redirectToFactor before init tells it too", async () => {
  const call = MultiFactorAuth.redirectToFactor("totp");
  await expect(call).rejects.toThrow(MfaMisuseError);
  await expect(call).rejects.toThrow(told);
});

test("the error is known by its name and its class", () => {
  const error = new MfaMisuseError("What.", "Why.", "Fix.");
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({ name: "MfaMisuseError", message: "What. Why. Fix." });
});

test.each([
  ["RequireMfa", <RequireMfa>secret plans</RequireMfa>],
  ["MfaScreen", <MfaScreen search="" />],
  ["TotpSettings", <TotpSettings />],
])("%s before init tells it to the app's error boundary, and shows nothing else", async (_name, element) => {
  const Boundary = () => String(useRouteError());
  const router = createMemoryRouter([{ path: "*", element, ErrorBoundary: Boundary }]);
  const { container } = render(<RouterProvider router={router} />);
  expect(await screen.findByText(told)).toBeVisible();
  expect(container).not.toHaveTextContent("secret plans");
});

test.each([
  ["react-router", reactRouter],
  ["react-router-dom", reactRouterDom],
  ["tanstack-router", tanstackRouter],
])("%s: routes without a router around them, or with another's, name the doors", (door, { MfaRoutes, MfaNavigation }) => {
  const named = new RegExp(`mfa-react/${door} finds no router.*Each door knows the router of one package.*/react-router \\(7, 8\\)`);
  expect(() => render(<MfaRoutes />)).toThrow(named);
  expect(() => render(<MfaNavigation>guarded</MfaNavigation>)).toThrow(MfaMisuseError);
});
