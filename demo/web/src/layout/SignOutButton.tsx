import { useState } from "react";
import { useNavigate } from "react-router";
import Session from "supertokens-web-js/recipe/session";

export function SignOutButton() {
  const navigate = useNavigate();
  const [failed, setFailed] = useState(false);

  const signOut = async () => {
    setFailed(false);
    try {
      await Session.signOut();
      await navigate("/auth");
    } catch {
      setFailed(true);
    }
  };

  return (
    <>
      <button type="button" className="button button--quiet" onClick={() => void signOut()}>
        Sign out
      </button>
      {failed && (
        <p className="header__problem" role="alert">
          Signing out failed. Check your connection and try again.
        </p>
      )}
    </>
  );
}
