import { useEffect, useRef } from "react";
import { dateInWords } from "../../messages/date.js";
import { settings } from "../../messages/en/settings.js";
import { recovery } from "../../messages/en/recovery.js";
import { useLocale, useMessages } from "../../messages/MessagesContext.js";
import { areFewLeft, type RecoveryCodesState } from "../../protocol/recoveryCodes.js";
import { Button } from "../../ui/Button.js";
import { RecoveryCodeList } from "../recovery/RecoveryCodeList.js";
import type { TotpDevicesControl } from "./useTotpDevices.js";

export interface RecoverySectionProps {
  control: Pick<TotpDevicesControl, "panel" | "ask" | "run" | "confirmCodes">;
  /** `null`: the user has none. */
  codes: RecoveryCodesState | null;
}

/** How many recovery codes are left, new ones on demand, and these while they are shown. Renders a heading and what is below it. */
export function RecoverySection({ control: { panel, ask, run, confirmCodes }, codes }: RecoverySectionProps) {
  const texts = useMessages("settings", settings);
  const { intro } = useMessages("recovery", recovery);
  const locale = useLocale();
  const title = useRef<HTMLHeadingElement>(null);
  const shown = panel.status === "codes";
  const wasShown = useRef(shown);
  // What was pressed is gone, when the codes come and when they go.
  useEffect(() => {
    if (shown !== wasShown.current) title.current?.focus();
    wasShown.current = shown;
  }, [shown]);
  const heading = (
    <h3 ref={title} tabIndex={-1} data-mfa-slot="subtitle">
      {texts.recoveryTitle}
    </h3>
  );
  if (panel.status === "codes") {
    return (
      <>
        {heading}
        <p role="alert" data-mfa-slot="intro">
          {intro}
        </p>
        <RecoveryCodeList set={panel.set} onSaved={confirmCodes} />
      </>
    );
  }
  const advice =
    codes === null ? undefined : !codes.seen ? texts.recoveryUnseen : areFewLeft(codes.left, codes.total) ? texts.recoveryFew : undefined;
  return (
    <>
      {heading}
      <p data-mfa-slot="hint">
        {codes === null ? texts.recoveryNone : texts.recoveryLeft(codes.left, codes.total, dateInWords(codes.createdAt, locale))}
      </p>
      {advice !== undefined && <p data-mfa-slot="advice">{advice}</p>}
      <div data-mfa-slot="actions">
        {codes === null ? (
          <Button onClick={() => run({ type: "MAKE_CODES" })}>{texts.makeCodes}</Button>
        ) : (
          <Button onClick={() => ask({ about: "MAKE_CODES" })}>{texts.makeNewCodes}</Button>
        )}
      </div>
    </>
  );
}
