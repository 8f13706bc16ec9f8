import { NavLink } from "react-router-dom";
import { PreferencesMenu } from "../preferences/PreferencesMenu.js";
import { useSession } from "../session.js";
import { SignOutButton } from "./SignOutButton.js";

export function Header() {
  const signedIn = useSession().status === "signed-in";
  return (
    <header className="header">
      <NavLink className="brand" to="/" aria-label="Fernway, home">
        <img src="/favicon.svg" alt="" width="28" height="28" />
        <span className="brand__name">Fernway</span>
      </NavLink>
      {signedIn && (
        <nav className="nav" aria-label="Main">
          <NavLink to="/" end>Home</NavLink>
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
