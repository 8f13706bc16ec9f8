import { useEffect, useId, useRef, type FormEvent, type ReactNode } from "react";
import { common } from "../../messages/en/common.js";
import { recovery } from "../../messages/en/recovery.js";
import { durationInWords } from "../../messages/duration.js";
import { useLocale, useMessages } from "../../messages/MessagesContext.js";
import { Button } from "../../ui/Button.js";
import { LockClock } from "../code/LockClock.js";
import type { CodeEntry } from "../code/useCodeEntry.js";
import { recoveryProblemText } from "./recoveryMessages.js";

export interface RecoveryFormProps {
  entry: CodeEntry;
  /** Ways out, beside the button that verifies. */
  children?: ReactNode;
}

/** Asks for a recovery code, which is sent by its button alone: it is used up by being sent. Renders a `<form>`. */
export function RecoveryForm({ entry: { state, submit, cancel }, children }: RecoveryFormProps) {
  const texts = useMessages("recovery", recovery);
  const shared = useMessages("common", common);
  const locale = useLocale();
  const fieldId = useId();
  const problemId = useId();
  const field = useRef<HTMLInputElement>(null);
  const problem = state.status === "ready" ? state.problem : undefined;
  const busy = state.status === "verifying" || state.status === "waiting";

  useEffect(() => field.current?.focus(), []);

  const rejected = problem?.code === "INVALID_CODE" || problem?.code === "USED_CODE" ? problem : undefined;
  useEffect(() => {
    if (rejected === undefined) return;
    field.current?.focus();
    field.current?.select();
  }, [rejected]);

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (state.status === "ready") submit(field.current?.value ?? "");
  };

  return (
    <form onSubmit={onSubmit} noValidate data-mfa-slot="code-form" data-status={state.status} aria-busy={busy}>
      <div data-mfa-slot="field">
        <label htmlFor={fieldId}>{texts.codeLabel}</label>
        <input
          ref={field}
          id={fieldId}
          type="text"
          autoComplete="off"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="go"
          dir="ltr"
          readOnly={state.status !== "ready"}
          aria-invalid={rejected !== undefined || problem?.code === "MALFORMED"}
          aria-describedby={problemId}
          data-mfa-slot="recovery-code"
        />
      </div>
      <div id={problemId} role="alert" data-mfa-slot="problem" data-code={problem?.code}>
        {state.status === "locked"
          ? shared.locked(durationInWords(state.lengthMs, locale))
          : problem === undefined
            ? ""
            : recoveryProblemText(problem, texts, shared, locale)}
      </div>
      {state.status === "locked" && <LockClock until={state.until} label={shared.timeLeft} locale={locale} />}
      <div role="status" data-mfa-slot="progress">
        {state.status === "verifying" ? shared.verifying : state.status === "waiting" ? shared.waiting : ""}
      </div>
      <div data-mfa-slot="actions">
        <Button type="submit" kind="primary" aria-disabled={state.status !== "ready"}>
          {shared.verify}
        </Button>
        {state.status === "waiting" && <Button onClick={cancel}>{shared.cancel}</Button>}
        {children}
      </div>
    </form>
  );
}
