import { act, fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, test, vi } from "vitest";
import { CodeForm } from "../../../../src/totp/code/CodeForm.js";
import type { CodeState } from "../../../../src/totp/code/code.state.js";
import * as fixture from "../../../fixtures/challenge.js";

const submit = vi.fn();
const cancel = vi.fn();

beforeEach(() => {
  vi.resetAllMocks();
});

afterEach(() => {
  vi.useRealTimers();
});

function show(state: CodeState) {
  const form = (next: CodeState) => <CodeForm entry={{ state: next, submit, cancel }} clockAheadSeconds={0} />;
  const { rerender, ...view } = render(form(state));
  return { ...view, become: (next: CodeState) => rerender(form(next)) };
}

const field = () => screen.getByRole<HTMLInputElement>("textbox", { name: "6-digit code" });
const verifyButton = () => screen.getByRole("button", { name: "Verify" });
const selected = () => field().value.slice(field().selectionStart ?? 0, field().selectionEnd ?? 0);

describe("the field", () => {
  it("is one input that autofill, phones and password managers know", () => {
    show(fixture.ready);
    expect(field()).toHaveAttribute("autocomplete", "one-time-code");
    expect(field()).toHaveAttribute("inputmode", "numeric");
    expect(field()).toHaveAttribute("type", "text");
    expect(field()).toHaveAttribute("dir", "ltr");
    expect(field()).not.toHaveAttribute("maxlength");
    expect(screen.getAllByRole("textbox")).toHaveLength(1);
  });
});

describe("six digits", () => {
  it("go off by themselves, once", async () => {
    show(fixture.ready);
    await userEvent.type(field(), "12345");
    expect(submit).not.toHaveBeenCalled();
    await userEvent.type(field(), "6");
    expect(submit).toHaveBeenCalledExactlyOnceWith("123456");
  });

  it.each(["123 456", "123-456", "１２３４５６", "١٢٣٤٥٦", " 123456\n"])("pasted as %o go off as six ASCII digits", async (text) => {
    show(fixture.ready);
    await userEvent.click(field());
    await userEvent.paste(text);
    expect(submit).toHaveBeenCalledExactlyOnceWith("123456");
  });

  it("filled in by the browser go off once", () => {
    show(fixture.ready);
    fireEvent.input(field(), { target: { value: "123456" } });
    fireEvent.change(field(), { target: { value: "123456" } });
    expect(submit).toHaveBeenCalledExactlyOnceWith("123456");
  });

  it("followed by a space are the same code, and don't go off again", async () => {
    show(fixture.ready);
    await userEvent.type(field(), "123456 ");
    expect(submit).toHaveBeenCalledOnce();
  });

  it("followed by a seventh are no code; taking it away and back they go off anew", async () => {
    show(fixture.ready);
    await userEvent.type(field(), "1234567{Backspace}");
    expect(submit.mock.calls).toEqual([["123456"], ["123456"]]);
  });

  it("composed by an input method go off when the composition ends", () => {
    show(fixture.ready);
    fireEvent.compositionStart(field());
    fireEvent.input(field(), { target: { value: "１２３４５６" }, isComposing: true });
    expect(submit).not.toHaveBeenCalled();
    fireEvent.compositionEnd(field());
    fireEvent.input(field(), { target: { value: "１２３４５６" }, isComposing: false });
    expect(submit).toHaveBeenCalledExactlyOnceWith("123456");
  });
});

describe("Enter and the button", () => {
  it("send what stands in the field, also when it is no code: the form says why", async () => {
    show(fixture.ready);
    await userEvent.type(field(), "123{Enter}");
    await userEvent.click(verifyButton());
    expect(submit.mock.calls).toEqual([["123"], ["123"]]);
  });

  it("send a kept code again after a problem that wasn't the code's", async () => {
    const { become } = show(fixture.ready);
    await userEvent.type(field(), "123456");
    become(fixture.offline);
    expect(field()).toHaveValue("123456");
    await userEvent.click(verifyButton());
    expect(submit).toHaveBeenCalledTimes(2);
  });
});

describe.each([
  ["verifying", fixture.verifying],
  ["waiting", fixture.waiting],
  ["locked", fixture.lockedFor(60_000)],
  ["accepted", fixture.accepted],
])("while %s", (_name, state) => {
  it("nothing can be sent, and the code can be read but not changed", async () => {
    show(state);
    await userEvent.type(field(), "123456{Enter}");
    await userEvent.click(verifyButton());
    expect(submit).not.toHaveBeenCalled();
    expect(field()).toHaveAttribute("readonly");
    expect(verifyButton()).toHaveAttribute("aria-disabled", "true");
  });
});

describe("a rejected code", () => {
  it.each([
    ["wrong", fixture.firstRejection],
    ["used", fixture.usedCode],
  ])("that is %s stays, selected, so that the next one takes its place", async (_name, state) => {
    const { become } = show(fixture.ready);
    await userEvent.type(field(), "123456");
    become(fixture.verifying);
    verifyButton().focus();
    become(state);
    expect(field()).toHaveFocus();
    expect(selected()).toBe("123456");
    await userEvent.keyboard("654321");
    expect(submit).toHaveBeenLastCalledWith("654321");
  });

  it("is selected again at the next rejection", async () => {
    const { become } = show(fixture.firstRejection);
    await userEvent.type(field(), "123456");
    become(fixture.verifying);
    become(fixture.secondRejection);
    expect(selected()).toBe("123456");
  });

  it.each([
    ["offline", fixture.offline],
    ["the server's", fixture.unavailable],
  ])("is not what a problem that is %s looks like: the focus stays where it is", (_name, state) => {
    const { become } = show(fixture.verifying);
    verifyButton().focus();
    become(state);
    expect(verifyButton()).toHaveFocus();
    expect(field()).toHaveAttribute("aria-invalid", "false");
  });
});

describe("a problem", () => {
  it.each([
    ["firstRejection", fixture.firstRejection, "That code isn't right. 4 attempts left.", "true"],
    ["usedCode", fixture.usedCode, /was used already/, "true"],
    ["notSixDigits", fixture.notSixDigits, "Enter the 6 digits that your app shows.", "true"],
    ["offline", fixture.offline, /You are offline/, "false"],
    ["unlocked", fixture.unlocked, "You can try again now.", "false"],
  ] as const)("%s is an alert, and described to the field", (_name, state, text, invalid) => {
    show(state);
    expect(screen.getByRole("alert")).toHaveTextContent(text);
    expect(field()).toHaveAccessibleDescription(text);
    expect(field()).toHaveAttribute("aria-invalid", invalid);
  });

  it("in the server's own words is plain text", () => {
    const { container } = show(fixture.generalError);
    expect(screen.getByRole("alert")).toHaveTextContent("<img src=x onerror=alert(1)>");
    expect(container.querySelector("img")).toBeNull();
  });

  it("is gone, with its alert still in place to tell the next, while a code is checked", () => {
    const { become } = show(fixture.firstRejection);
    const alert = screen.getByRole("alert");
    become(fixture.verifying);
    expect(alert).toBeInTheDocument();
    expect(alert).toBeEmptyDOMElement();
    expect(screen.getByRole("status")).toHaveTextContent("Checking the code…");
  });
});

describe("a slow answer", () => {
  it("can be cancelled only once it is slow", async () => {
    const { become } = show(fixture.verifying);
    expect(screen.queryByRole("button", { name: "Cancel" })).not.toBeInTheDocument();
    become(fixture.waiting);
    expect(screen.getByRole("status")).toHaveTextContent("This is taking longer than usual.");
    await userEvent.click(screen.getByRole("button", { name: "Cancel" }));
    expect(cancel).toHaveBeenCalledOnce();
    expect(submit).not.toHaveBeenCalled();
  });
});

describe("a lock", () => {
  it("counts down for the eye, and is told in words once", () => {
    vi.useFakeTimers();
    show(fixture.lockedFor(fixture.fifteenMinutes));
    const alert = screen.getByRole("alert");
    expect(alert).toHaveTextContent("Too many wrong codes. You can try again in 15 minutes.");
    const timer = screen.getByRole("timer", { name: "Time left" });
    expect(timer).toHaveTextContent("14:59");
    expect(timer).toHaveAttribute("aria-live", "off");
    act(() => void vi.advanceTimersByTime(60_000));
    expect(timer).toHaveTextContent("13:59");
    expect(alert).toHaveTextContent("15 minutes");
    act(() => void vi.advanceTimersByTime(1_000_000));
    expect(timer).toHaveTextContent("0:00");
  });
});

test("the ways out that a screen brings along stand beside the button, and don't send", async () => {
  const leave = vi.fn();
  render(
    <CodeForm entry={{ state: fixture.ready, submit, cancel }} clockAheadSeconds={0}>
      <button type="button" onClick={leave}>
        Leave
      </button>
    </CodeForm>,
  );
  await userEvent.click(screen.getByRole("button", { name: "Leave" }));
  expect(leave).toHaveBeenCalledOnce();
  expect(submit).not.toHaveBeenCalled();
});
