import { index, layout, route, type RouteConfig } from "@react-router/dev/routes";

export default [
  layout("mfa-layout.tsx", [route("auth", "sign-in.tsx"), route("auth/mfa/*", "mfa.tsx"), index("account.tsx")]),
  route("api/auth/*", "api.ts"),
] satisfies RouteConfig;
