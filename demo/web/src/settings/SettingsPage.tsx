import { Link } from "react-router-dom";

/** The guarded settings page. */
export function SettingsPage() {
  return (
    <div className="page page--narrow">
      <h1>Settings</h1>
      <p className="lead">How you sign in to Fernway.</p>
      <div className="card stack">
        <p><Link to="/auth/mfa/totp?setup=true&redirectToPath=%2Fsettings">Add an authenticator app</Link></p>
      </div>
    </div>
  );
}
