import { NavLink } from "react-router";
import { PreferencesMenu } from "../preferences/PreferencesMenu.js";
import { useSession } from "../session.js";
import { SignOutButton } from "./SignOutButton.js";

export function Header() {
  const session = useSession();
  const signedIn = session.status === "signed-in";
  // In the middle of signing in there is nowhere to go yet.
  const complete = signedIn && session.payload["st-mfa"]?.v !== false;
  return (
    <header className="header">
      <NavLink className="brand" to="/" aria-label="Fernway, home">
        <img src="/favicon.svg" alt="" width="28" height="28" />
        <span className="brand__name">Fernway</span>
      </NavLink>
      {complete && (
        <nav className="nav" aria-label="Main">
          <NavLink to="/" end>
            Home
          </NavLink>
          <NavLink to="/settings">Settings</NavLink>
        </nav>
      )}
      <div className="header__end">
        <PreferencesMenu />
        {signedIn && <SignOutButton />}
      </div>
    </header>
  );
}
