import { RequireMfa } from "supertokens-mfa-react";
import { TotpSettings } from "supertokens-mfa-react/settings";

export default function AccountPage() {
  return (
    <RequireMfa fallback={<p>One moment …</p>}>
      <h1>Your account</h1>
      <TotpSettings />
    </RequireMfa>
  );
}
