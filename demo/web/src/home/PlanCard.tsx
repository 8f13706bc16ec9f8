import { useState } from "react";
import { useApi } from "../api/useApi.js";

/** Moves the signed-in user between the plans that the custom policy asks about. */
export function PlanCard() {
  const callApi = useApi();
  const [message, setMessage] = useState<string>();

  const choose = async (plan: "free" | "paid") => {
    const result = await callApi("POST", "/demo/plan", { plan });
    const done = result.status === "ANSWERED" && result.response.ok;
    setMessage(done ? `You are on the ${plan} plan now.` : "The plan was not changed.");
  };

  return (
    <section className="card stack" aria-labelledby="plan-title">
      <h2 id="plan-title">Your plan</h2>
      <p>Accounts on the paid plan must use an authenticator app.</p>
      <div className="actions">
        <button type="button" className="button" onClick={() => void choose("paid")}>
          Choose the paid plan
        </button>
        <button type="button" className="button" onClick={() => void choose("free")}>
          Choose the free plan
        </button>
      </div>
      <p role="status">{message}</p>
    </section>
  );
}
