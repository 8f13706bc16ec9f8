import { MfaNavigation } from "supertokens-mfa-react/react-router";
import "supertokens-mfa-react/styles.css";
import { Outlet } from "react-router";

export default function MfaLayout() {
  return (
    <MfaNavigation>
      <Outlet />
    </MfaNavigation>
  );
}
