import { Suspense } from "react";
import { TotpSettings } from "supertokens-mfa-react/settings";
import { requireMfa } from "../../guard";
import { SignOutButton } from "./SignOutButton";

export default function SettingsPage() {
  return (
    <Suspense fallback={<p>One moment …</p>}>
      <Settings />
    </Suspense>
  );
}

async function Settings() {
  const session = await requireMfa("/settings");
  return (
    <>
      <h1>Your account</h1>
      <p>User {String(session["sub"])}</p>
      <TotpSettings />
      <SignOutButton />
    </>
  );
}
