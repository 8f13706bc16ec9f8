import type { DemoConfig } from "../config.js";
import type { Credentials } from "./emailPassword.js";

export interface DemoAccountsProps {
  accounts: DemoConfig["accounts"];
  onPick(credentials: Credentials): void;
}

/** The seeded accounts, one click from the form. */
export function DemoAccounts({ accounts, onPick }: DemoAccountsProps) {
  return (
    <section className="demo-accounts" aria-labelledby="demo-accounts">
      <h2 id="demo-accounts">Demo accounts</h2>
      <ul>
        {accounts.map(({ email, password, note }) => (
          <li key={email}>
            <div>
              <strong>{email}</strong>
              <p>{note}</p>
            </div>
            <button type="button" className="button" aria-label={`Use ${email}`} onClick={() => onPick({ email, password })}>
              Use
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
