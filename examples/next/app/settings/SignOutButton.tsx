"use client";
import Session from "supertokens-web-js/recipe/session";
import { basePath } from "../../config";

export function SignOutButton() {
  async function signOut() {
    await Session.signOut();
    window.location.assign(basePath);
  }
  return <button onClick={() => void signOut()}>Sign out</button>;
}
