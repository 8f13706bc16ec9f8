import { useConfig } from "../config.js";
import { useSession } from "../session.js";
import { ApiCard } from "./ApiCard.js";
import { PayoutCard } from "./PayoutCard.js";
import { PlanCard } from "./PlanCard.js";
import { RoleCard } from "./RoleCard.js";
import { SessionCard } from "./SessionCard.js";

/** The guarded home page: behind it, every claim of the session is satisfied. */
export function HomePage() {
  const session = useSession();
  const { plugin, policy } = useConfig();
  if (session.status !== "signed-in") return null;
  return (
    <div className="page">
      <h1>Home</h1>
      <p className="lead">You are signed in. Everything below is read from your session or from the demo's API.</p>
      <div className="columns">
        <div className="stack">
          {plugin && <PayoutCard />}
          {(policy === "admin" || policy === "tenant-admin") && <RoleCard />}
          {policy === "custom" && <PlanCard />}
          <ApiCard />
        </div>
        <SessionCard payload={session.payload} />
      </div>
    </div>
  );
}
