import { useId, useRef, useState, type FormEvent } from "react";
import { downloadText } from "../../browser/download.js";
import { dateInWords } from "../../messages/date.js";
import { common } from "../../messages/en/common.js";
import { recovery } from "../../messages/en/recovery.js";
import { useLocale, useMessages } from "../../messages/MessagesContext.js";
import type { RecoveryCodeSet } from "../../supertokens/recoveryService.js";
import { Button } from "../../ui/Button.js";

export interface RecoveryCodeListProps {
  set: RecoveryCodeSet;
  /** The user says that the codes are saved. */
  onSaved(): void;
}

/** The codes, what it takes to save them, and a button that goes on when they are. Renders a `<div>`. */
export function RecoveryCodeList({ set: { codes, createdAt, appName, account }, onSaved }: RecoveryCodeListProps) {
  const texts = useMessages("recovery", recovery);
  const { continue: next } = useMessages("common", common);
  const locale = useLocale();
  const problemId = useId();
  const list = useRef<HTMLUListElement>(null);
  const box = useRef<HTMLInputElement>(null);
  const [copying, setCopying] = useState<"IDLE" | "COPIED" | "FAILED">("IDLE");
  const [unsaved, setUnsaved] = useState(false);
  const title = `${appName}: ${texts.codes}`;
  const madeOn = texts.madeOn(dateInWords(createdAt, locale));

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(codes.join("\n"));
      setCopying("COPIED");
    } catch {
      // No clipboard without a secure context or a permission: the codes are selected, ready to copy by hand.
      if (list.current !== null) window.getSelection()?.selectAllChildren(list.current);
      setCopying("FAILED");
    }
  };
  const download = () =>
    downloadText(
      `${fileName(appName)}-recovery-codes.txt`,
      [title, ...(account === undefined ? [] : [account]), madeOn, "", ...codes, ""].join("\r\n"),
    );
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (box.current?.checked) return onSaved();
    setUnsaved(true);
    box.current?.focus();
  };

  return (
    <div data-mfa-slot="recovery-save">
      <div data-mfa-slot="recovery-codes">
        <p data-mfa-slot="recovery-codes-title">
          <bdi>{title}</bdi>
        </p>
        {account !== undefined && (
          <p data-mfa-slot="hint">
            <bdi>{account}</bdi>
          </p>
        )}
        <ul ref={list} role="list" aria-label={texts.codes} data-mfa-slot="recovery-code-list">
          {codes.map((code) => (
            <li key={code}>
              <code dir="ltr" translate="no">
                {code}
              </code>
            </li>
          ))}
        </ul>
        <p data-mfa-slot="hint">{madeOn}</p>
      </div>
      <div data-mfa-slot="tools">
        <Button onClick={copy}>{texts.copy}</Button>
        <Button onClick={download}>{texts.download}</Button>
        <Button onClick={() => window.print()}>{texts.print}</Button>
      </div>
      <p role="status" data-mfa-slot="copy-status">
        {copying === "COPIED" ? texts.copied : copying === "FAILED" ? texts.copyFailed : ""}
      </p>
      <form onSubmit={onSubmit} noValidate data-mfa-slot="code-form">
        <label data-mfa-slot="check">
          <input ref={box} type="checkbox" aria-invalid={unsaved} aria-describedby={problemId} onChange={() => setUnsaved(false)} />
          <span>{texts.saved}</span>
        </label>
        <div id={problemId} role="alert" data-mfa-slot="problem">
          {unsaved ? texts.saveFirst : ""}
        </div>
        <div data-mfa-slot="actions">
          <Button type="submit" kind="primary">
            {next}
          </Button>
        </div>
      </form>
    </div>
  );
}

/** The app's name as a part of a file's: letters and digits of any script. */
function fileName(appName: string): string {
  return appName.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "") || "app";
}
