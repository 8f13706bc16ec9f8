import { act, render, screen } from "@testing-library/react";
import { useLayoutEffect, type ReactNode } from "react";
import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { MfaScreen } from "../../../src/multifactorauth/MfaScreen.js";
import { RequireMfa } from "../../../src/multifactorauth/RequireMfa.js";
import { backend, forgetSession, json, signIn, startSdk } from "../support/backend.js";
import { visit } from "../support/page.js";

const open = { "st-mfa": { c: { emailpassword: 1 }, v: false } };
const complete = { "st-mfa": { c: { emailpassword: 1, totp: 2 }, v: true } };

beforeAll(() => {
  visit("/");
  startSdk({ mfa: { onError: () => undefined } });
});

beforeEach(() => {
  visit("/auth/mfa/totp");
  backend({
    "PUT /auth/mfa/info": () => json({ status: "OK", factors: { next: ["totp"], alreadySetup: ["totp"] } }),
  });
});

afterEach(forgetSession);

/** What is on the page when the browser may paint for the first time. */
async function firstCommit(page: ReactNode): Promise<Element> {
  const seen = document.createElement("main");
  function Witness() {
    useLayoutEffect(() => {
      seen.innerHTML = document.body.innerHTML;
    }, []);
    return page;
  }
  render(<Witness />);
  await act(async () => undefined);
  return seen;
}

test("a sign-in in the middle shows the code field in the first commit", async () => {
  signIn(open);
  const page = await firstCommit(<MfaScreen search="" />);
  expect(page.querySelector("input[autocomplete='one-time-code']:read-write")).not.toBeNull();
});

test("a step-up shows the code field in the first commit", async () => {
  signIn(complete);
  const page = await firstCommit(<MfaScreen search="?stepUp=true" />);
  expect(page.querySelector("input[autocomplete='one-time-code']")).not.toBeNull();
});

test("a guarded page shows what it guards in the first commit", async () => {
  signIn(complete);
  expect(await firstCommit(<RequireMfa fallback="one moment">the page</RequireMfa>)).toHaveTextContent("the page");
});

test.each([
  ["without a session", () => undefined],
  ["with MFA open", () => signIn(open)],
  ["without the claim", () => signIn()],
  ["with an expired token", () => signIn(complete, -1000)],
  ["with a token that is none", () => (document.cookie = "sFrontToken=%%%; path=/")],
])("a guarded page shows nothing that it guards %s", async (_name, prepare) => {
  prepare();
  expect(await firstCommit(<RequireMfa>the page</RequireMfa>)).not.toHaveTextContent("the page");
});

test("what a server rendered is taken over as it is, before the field comes", async () => {
  signIn(open);
  const page = <MfaScreen search="" />;
  const container = document.body.appendChild(document.createElement("div"));
  container.innerHTML = renderToString(page);
  expect(container).toHaveTextContent("Loading");
  const mismatches: unknown[] = [];
  const root = await act(async () => hydrateRoot(container, page, { onRecoverableError: (error) => mismatches.push(error) }));
  expect(mismatches).toEqual([]);
  expect(screen.getByRole("textbox")).toBeVisible();
  await act(async () => root.unmount());
  container.remove();
});
