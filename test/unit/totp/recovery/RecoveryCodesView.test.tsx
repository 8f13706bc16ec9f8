import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, test, vi } from "vitest";
import { RecoveryCodesView } from "../../../../src/totp/recovery/RecoveryCodesView.js";
import type { RecoveryCodesScreenState } from "../../../../src/totp/recovery/recoveryCodes.state.js";
import type { RecoveryCodeSet } from "../../../../src/supertokens/recoveryService.js";
import { codeSet } from "../../../fixtures/settings.js";

const on = { startOver: vi.fn(), confirm: vi.fn(), skip: vi.fn() };

beforeEach(() => vi.clearAllMocks());

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const open = (state: RecoveryCodesScreenState) => render(<RecoveryCodesView control={{ state, ...on }} />);
const show = (set: Partial<RecoveryCodeSet> = {}) => open({ status: "shown", set: { ...codeSet, ...set } });
const click = (name: string) => userEvent.click(screen.getByRole("button", { name }));

test("the codes are listed with whose they are and when they were made", () => {
  show();
  expect(screen.getByRole("heading", { level: 1, name: "Save your recovery codes" })).toBeVisible();
  expect(screen.getAllByRole("listitem").map(({ textContent }) => textContent)).toEqual(codeSet.codes);
  for (const text of ["Example App: Recovery codes", "ada@example.com", "Made on November 3, 2026."])
    expect(screen.getByText(text)).toBeVisible();
});

describe("the button that goes on", () => {
  it("says what is missing until the box is ticked, and puts the focus there", async () => {
    show();
    await click("Continue");
    const box = screen.getByRole("checkbox", { name: "I have saved them" });
    expect(box).toHaveFocus();
    expect(box).toBeInvalid();
    expect(box).toHaveAccessibleDescription("Save your codes, then tick the box.");
    expect(on.confirm).not.toHaveBeenCalled();
    await userEvent.click(box);
    expect(box).toBeValid();
    await click("Continue");
    expect(on.confirm).toHaveBeenCalledOnce();
  });
});

describe("Copy", () => {
  it("has all codes on the clipboard, a line each", async () => {
    userEvent.setup();
    show();
    await click("Copy");
    expect(await screen.findByText("Codes copied.")).toBeVisible();
    expect(await navigator.clipboard.readText()).toBe(codeSet.codes.join("\n"));
  });

  it("selects them where there is no clipboard", async () => {
    const user = userEvent.setup();
    show();
    vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new DOMException("no", "NotAllowedError"));
    await user.click(screen.getByRole("button", { name: "Copy" }));
    expect(await screen.findByText("Copying failed. Select the codes and copy them by hand.")).toBeVisible();
    expect(window.getSelection()?.toString().replace(/\s/g, "")).toBe(codeSet.codes.join(""));
  });
});

describe("Download", () => {
  async function download(set: Partial<RecoveryCodeSet> = {}) {
    const blobs: Blob[] = [];
    const revoked: string[] = [];
    const names: string[] = [];
    vi.stubGlobal(
      "URL",
      Object.assign(URL, {
        createObjectURL: (blob: Blob) => `blob:${blobs.push(blob)}`,
        revokeObjectURL: (url: string) => void revoked.push(url),
      }),
    );
    vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function click(this: HTMLAnchorElement) {
      names.push(this.download);
    });
    show(set);
    await click("Download");
    const [blob = new Blob()] = blobs;
    return { name: names[0], revoked, text: await new Response(await readBytes(blob)).text() };
  }

  it("saves a text file with app, account, date and codes, and leaves no address of it", async () => {
    const { name, text, revoked } = await download();
    expect(name).toBe("Example-App-recovery-codes.txt");
    expect(text.split("\r\n")).toEqual([
      "Example App: Recovery codes",
      "ada@example.com",
      "Made on November 3, 2026.",
      "",
      ...codeSet.codes,
      "",
    ]);
    expect(revoked).toEqual(["blob:1"]);
  });

  it.each([
    ["../../etc/Ünï & Co 株式会社", "etc-Ünï-Co-株式会社-recovery-codes.txt"],
    ["\u202Egpj.exe", "gpj-exe-recovery-codes.txt"],
    ["🔐", "app-recovery-codes.txt"],
  ])("gives the file of an app called %s a name that is only a name", async (appName, name) => {
    expect((await download({ appName })).name).toBe(name);
  });

  it("leaves out an account that the backend doesn't know", async () => {
    expect((await download({ account: undefined })).text).not.toContain("undefined");
    expect(screen.queryByText("ada@example.com")).not.toBeInTheDocument();
  });
});

test("Print prints", async () => {
  const print = vi.fn();
  vi.stubGlobal("print", print);
  show();
  await click("Print");
  expect(print).toHaveBeenCalledOnce();
});

test.each<[string, RecoveryCodesScreenState, string, string, string]>([
  ["the codes went with the page", { status: "hidden" }, "Your codes aren't shown any more", "They are shown once.", "Make new codes"],
  [
    "the backend is out of reach",
    { status: "failed", problem: { code: "UNAVAILABLE" } },
    "Your recovery codes can't be shown",
    "Something went wrong on our side.",
    "Try again",
  ],
  [
    "this device is offline",
    { status: "failed", problem: { code: "OFFLINE" } },
    "Your recovery codes can't be shown",
    "You are offline.",
    "Try again",
  ],
  [
    "the server has words of its own",
    { status: "failed", problem: { code: "GENERAL", message: "Not <b>today</b>" } },
    "Your recovery codes can't be shown",
    "Not <b>today</b>",
    "Try again",
  ],
])("when %s, there is a way on, with codes and without", async (_name, state, title, text, retry) => {
  open(state);
  expect(screen.getByRole("heading", { level: 1, name: title })).toHaveFocus();
  expect(screen.getByText(text, { exact: false })).toBeVisible();
  await click(retry);
  expect(on.startOver).toHaveBeenCalledOnce();
  await click("Go on without codes");
  expect(on.skip).toHaveBeenCalledOnce();
});

test("while codes are made that is said, and when it takes long nobody has to wait", async () => {
  const { rerender } = open({ status: "making" });
  expect(screen.getByRole("status")).toHaveTextContent("Making your recovery codes…");
  rerender(<RecoveryCodesView control={{ state: { status: "waiting" }, ...on }} />);
  expect(screen.getByRole("status")).toHaveTextContent("This is taking longer than usual.");
  await click("Go on without codes");
  expect(on.skip).toHaveBeenCalledOnce();
});

/** jsdom's `Blob` is not the one that `Response` knows. */
function readBytes(blob: Blob): Promise<ArrayBuffer> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => (reader.result instanceof ArrayBuffer ? resolve(reader.result) : reject(new Error("No bytes")));
    reader.readAsArrayBuffer(blob);
  });
}
