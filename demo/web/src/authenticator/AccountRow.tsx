import { TOTP, URI } from "otpauth";
import { useMemo } from "react";
import type { PocketAccount } from "./accounts.js";

export interface AccountRowProps {
  account: PocketAccount;
  /** Milliseconds since the epoch. */
  now: number;
  onCopy(code: string): void;
  onType(code: string): void;
  onRemove(): void;
}

/** One account with its running code. Renders an `<li>`. */
export function AccountRow({ account, now, onCopy, onType, onRemove }: AccountRowProps) {
  const totp = useMemo(() => parse(account.uri), [account.uri]);
  if (totp === undefined) return null;

  const code = totp.generate({ timestamp: now });
  const secondsLeft = totp.period - (Math.floor(now / 1000) % totp.period);
  const name = totp.issuer === "" ? totp.label : `${totp.issuer}, ${totp.label}`;
  return (
    <li className="pocket__account">
      <div className="pocket__name">
        <strong>
          <bdi>{totp.issuer}</bdi>
        </strong>
        <p>
          <bdi>{totp.label}</bdi>
        </p>
        <p className="pocket__added">added at {new Date(account.addedAt).toLocaleTimeString("en-GB", { timeStyle: "short" })}</p>
      </div>
      <p className="pocket__code" dir="ltr" data-testid="pocket-code" data-code={code}>{`${code.slice(0, 3)} ${code.slice(3)}`}</p>
      <p className="pocket__left" dir="ltr">
        {secondsLeft} s
      </p>
      <progress max={totp.period} value={secondsLeft} aria-label="Time left for this code" />
      <div className="actions">
        <button type="button" className="button" aria-label={`Type it for me: ${name}`} onClick={() => onType(code)}>
          Type it for me
        </button>
        <button type="button" className="button button--quiet" aria-label={`Copy the code of ${name}`} onClick={() => onCopy(code)}>
          Copy
        </button>
        <button type="button" className="button button--quiet" aria-label={`Remove ${name}`} onClick={onRemove}>
          Remove
        </button>
      </div>
    </li>
  );
}

function parse(uri: string): TOTP | undefined {
  try {
    const parsed = URI.parse(uri);
    return parsed instanceof TOTP ? parsed : undefined;
  } catch {
    return undefined;
  }
}
