import { RequireMfa } from "supertokens-mfa-react";
import { MfaNavigation, MfaRoutes } from "supertokens-mfa-react/react-router";
import { TotpSettings } from "supertokens-mfa-react/settings";
import { Outlet, type RouteObject } from "react-router";

/** What a server renders and the browser hydrates: the routes of docs/routers.md, "Rendering on a server". */
export const routes: RouteObject[] = [
  {
    element: (
      <MfaNavigation>
        <Outlet />
      </MfaNavigation>
    ),
    children: [
      { path: "/auth/mfa/*", Component: MfaRoutes },
      {
        path: "/settings",
        element: (
          <RequireMfa fallback={<p>One moment</p>}>
            <TotpSettings />
          </RequireMfa>
        ),
      },
    ],
  },
];
