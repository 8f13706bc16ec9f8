import { useState } from "react";
import { useApi } from "../api/useApi.js";
import { useSession } from "../session.js";

/** Gives the signed-in user the admin role, or takes it, to see the policy follow while signed in. */
export function RoleCard() {
  const callApi = useApi();
  const session = useSession();
  const [problem, setProblem] = useState<string>();
  const isAdmin = session.status === "signed-in" && session.payload["st-role"]?.v.includes("admin") === true;

  const setRole = async (admin: boolean) => {
    const result = await callApi("POST", "/demo/roles", { admin });
    const done = result.status === "ANSWERED" && result.response.ok;
    setProblem(done ? undefined : "The role was not changed.");
  };

  return (
    <section className="card stack" aria-labelledby="role-title">
      <div className="card__head">
        <h2 id="role-title">Your role</h2>
        <span className="badge">{isAdmin ? "Admin" : "No role"}</span>
      </div>
      <p>Admins must use an authenticator app. The change reaches every session of yours at once.</p>
      <div className="actions">
        {isAdmin ? (
          <button type="button" className="button" onClick={() => void setRole(false)}>
            Stop being an admin
          </button>
        ) : (
          <button type="button" className="button" onClick={() => void setRole(true)}>
            Become an admin
          </button>
        )}
      </div>
      {problem !== undefined && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}
