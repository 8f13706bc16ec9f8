import { useEffect, useId, useRef, type FormEvent, type ReactNode, type SyntheticEvent } from "react";
import { common } from "../../messages/en/common.js";
import { durationInWords } from "../../messages/duration.js";
import { useLocale, useMessages } from "../../messages/MessagesContext.js";
import { Button } from "../../ui/Button.js";
import { CodeField } from "../../ui/CodeField.js";
import { codeProblemText } from "./codeMessages.js";
import { LockClock } from "./LockClock.js";
import { normaliseCode } from "./normaliseCode.js";
import type { CodeEntry } from "./useCodeEntry.js";

export interface CodeFormProps {
  entry: CodeEntry;
  /** How far this device's clock is ahead of the server's, in seconds. */
  clockAheadSeconds: number;
  /** Puts the cursor in the field when the form appears. @default false */
  autoFocus?: boolean;
  /** Ways out, beside the button that verifies. */
  children?: ReactNode;
}

/** Asks for a code and sends it on the sixth digit. Renders a `<form>`. */
export function CodeForm({ entry: { state, submit, cancel }, clockAheadSeconds, autoFocus = false, children }: CodeFormProps) {
  const texts = useMessages("common", common);
  const locale = useLocale();
  const fieldId = useId();
  const problemId = useId();
  const field = useRef<HTMLInputElement>(null);
  // The last code that went off by itself, so that the same six digits don't go twice.
  const sent = useRef<string | undefined>(undefined);

  const problem = state.status === "ready" ? state.problem : undefined;
  const problemText = problem === undefined ? "" : codeProblemText(problem, texts, locale, clockAheadSeconds);
  const busy = state.status === "verifying" || state.status === "waiting";

  useEffect(() => {
    if (autoFocus) field.current?.focus();
  }, [autoFocus]);

  // The server refused the digits: they stay, selected, so that the next ones take their place. Why, stands below them.
  const rejected = problem?.code === "INVALID_CODE" || problem?.code === "USED_CODE" ? problem : undefined;
  useEffect(() => {
    if (rejected === undefined) return;
    field.current?.focus();
    field.current?.select();
    field.current?.form?.scrollIntoView({ block: "nearest" });
  }, [rejected]);

  const onInput = (event: SyntheticEvent<HTMLInputElement, Event & { isComposing?: boolean }>) => {
    // An input method is still composing: its last event brings the digits.
    if (event.nativeEvent.isComposing) return;
    const code = normaliseCode(event.currentTarget.value);
    const isNew = code !== undefined && code !== sent.current;
    sent.current = code;
    if (isNew && state.status === "ready") submit(code);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (state.status === "ready") submit(field.current?.value ?? "");
  };

  return (
    <form onSubmit={onSubmit} noValidate data-mfa-slot="code-form" data-status={state.status} aria-busy={busy}>
      <CodeField
        ref={field}
        id={fieldId}
        label={texts.codeLabel}
        onInput={onInput}
        onCompositionEnd={onInput}
        readOnly={state.status !== "ready"}
        aria-invalid={rejected !== undefined || problem?.code === "MALFORMED"}
        aria-describedby={problemId}
      />
      <div id={problemId} role="alert" data-mfa-slot="problem" data-code={problem?.code}>
        {state.status === "locked" ? texts.locked(durationInWords(state.lengthMs, locale)) : problemText}
      </div>
      {state.status === "locked" && <LockClock until={state.until} label={texts.timeLeft} locale={locale} />}
      <div role="status" data-mfa-slot="progress">
        {state.status === "verifying" ? texts.verifying : state.status === "waiting" ? texts.waiting : ""}
      </div>
      <div data-mfa-slot="actions">
        <Button type="submit" kind="primary" aria-disabled={state.status !== "ready"}>
          {texts.verify}
        </Button>
        {state.status === "waiting" && <Button onClick={cancel}>{texts.cancel}</Button>}
        {children}
      </div>
    </form>
  );
}
