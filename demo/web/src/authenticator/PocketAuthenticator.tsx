import { useId, useState } from "react";
import { readStored, writeStored } from "../preferences/stored.js";
import { AccountRow } from "./AccountRow.js";
import { addPocketAccount, removePocketAccount, usePocketAccounts } from "./accounts.js";
import { scanQrOnPage } from "./scanQr.js";
import { typeCode } from "./typeCode.js";
import { useClock } from "./useClock.js";

const openKey = "fernway-demo.pocket-authenticator.open";

/** Demo only: an authenticator app in a panel, so that nobody needs a phone to try the screens. Renders an `<aside>`. */
export function PocketAuthenticator() {
  const accounts = usePocketAccounts();
  const now = useClock();
  const [open, setOpen] = useState(() => readStored(openKey, ["open", "closed"], wide() ? "open" : "closed") === "open");
  const [message, setMessage] = useState("");
  const id = useId();

  const toggle = () => {
    writeStored(openKey, open ? "closed" : "open");
    setOpen(!open);
  };

  const scan = async () => {
    const uri = await scanQrOnPage();
    if (uri !== undefined) addPocketAccount(uri);
    setMessage(uri === undefined ? "No QR code is shown on this page." : "Account added.");
  };

  const copy = async (code: string) => {
    await navigator.clipboard.writeText(code).then(
      () => setMessage("Code copied."),
      () => setMessage("The browser did not let the code be copied."),
    );
  };

  return (
    <aside className="pocket" aria-labelledby={`${id}-title`} data-open={open}>
      <div className="pocket__head">
        <h2 id={`${id}-title`}>Pocket authenticator</h2>
        <button
          type="button"
          className="button button--quiet"
          aria-expanded={open}
          aria-controls={`${id}-body`}
          aria-label={open ? "Hide the pocket authenticator" : "Show the pocket authenticator"}
          onClick={toggle}
        >
          {open ? "Hide" : "Show"}
        </button>
      </div>
      <div className="pocket__body" id={`${id}-body`} hidden={!open}>
        <button type="button" className="button button--primary" onClick={() => void scan()}>
          Scan the QR on this page
        </button>
        <p className="pocket__message" role="status">
          {message}
        </p>
        <ul className="pocket__accounts" aria-label="Accounts">
          {accounts.map((account) => (
            <AccountRow
              key={account.uri}
              account={account}
              now={now}
              onCopy={(code) => void copy(code)}
              onType={(code) => setMessage(typeCode(code) ? "Typed. A code works only once." : "This page has no field for a code.")}
              onRemove={() => removePocketAccount(account.uri)}
            />
          ))}
        </ul>
        <p className="pocket__note">Part of the demo only. It plays the phone, and keeps its accounts in this browser.</p>
      </div>
    </aside>
  );
}

/** Beside the page there is room for it; below the page it starts closed. */
function wide(): boolean {
  return window.matchMedia("(min-width: 64rem)").matches;
}
