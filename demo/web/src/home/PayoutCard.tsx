import { useEffect, useEffectEvent, useState } from "react";
import { MultiFactorAuth } from "supertokens-mfa-react";
import { useNavigate } from "react-router";
import Session from "supertokens-web-js/recipe/session";
import { useApi } from "../api/useApi.js";
import type { AccessTokenPayload } from "../session.js";
import { notePayoutIntent, takePayoutIntent } from "./payoutIntent.js";

/** A sensitive action: the API wants a code of the last minute, and the library's step-up gets one. */
export function PayoutCard() {
  const callApi = useApi();
  const navigate = useNavigate();
  const [message, setMessage] = useState("");
  const [busy, setBusy] = useState(false);

  const payOut = async () => {
    setBusy(true);
    setMessage("");
    const result = await callApi("POST", "/payout");
    setBusy(false);
    if (result.status === "UNREACHABLE") {
      setMessage("The server could not be reached. Nothing was paid out.");
      return;
    }
    if (result.response.ok) {
      setMessage("€250.00 is on its way.");
      return;
    }
    notePayoutIntent();
    const stepsUp = await MultiFactorAuth.handle403(result.response, { navigate: (path) => void navigate(path) });
    if (!stepsUp) setMessage("The payout was refused.");
  };

  const onConfirmed = useEffectEvent(() => void payOut());

  // Back from the code screen: the payout goes on if a code was entered. Without one it would be a loop.
  useEffect(() => {
    const askedAt = takePayoutIntent();
    if (askedAt === undefined) return;
    void lastCodeAt().then((enteredAt) => {
      // The claim counts in whole seconds.
      if (enteredAt > askedAt - 1000) onConfirmed();
    });
  }, []);

  return (
    <section className="card stack" aria-labelledby="payout-title">
      <h2 id="payout-title">Balance</h2>
      <p className="amount">€4,820.00</p>
      <p>Paying out needs a code of the last minute, however you signed in.</p>
      <div className="actions">
        <button type="button" className="button button--primary" aria-disabled={busy} onClick={() => void payOut()}>
          Pay out €250.00
        </button>
      </div>
      <p role="status">{message}</p>
    </section>
  );
}

/** When this session last completed a TOTP, in milliseconds since the epoch; 0 for never. */
async function lastCodeAt(): Promise<number> {
  const payload = (await Session.getAccessTokenPayloadSecurely()) as AccessTokenPayload;
  return (payload["st-mfa"]?.c["totp"] ?? 0) * 1000;
}
