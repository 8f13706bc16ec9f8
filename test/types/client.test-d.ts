import type { ComponentProps, ReactNode } from "react";
import type { RouteObject } from "react-router";
import type { RouteObject as RouteObject6 } from "react-router-dom-6";
import type { RouteObject as RouteObject8 } from "react-router-8";
import SuperTokens from "supertokens-web-js";
import * as Session from "supertokens-web-js/recipe/session/index.js";
import type * as WebJsTotp from "supertokens-web-js/recipe/totp/index.js";
import {
  type MessagesProvider,
  type MfaScreen,
  MultiFactorAuth,
  type NavigateProvider,
  type RequireMfa,
  safeRedirectPath,
  Totp,
  type TotpChallenge,
  type TotpSetup,
  type useRequireMfa,
  useTotpChallenge,
  type useTotpSetup,
  type CodeDetour,
  type CodeState,
  type GetRedirectionURL,
  type GetRedirectionURLContext,
  type GuardState,
  type Messages,
  type MfaEvent,
  type Navigate,
  type SetupState,
  type TotpEvent,
} from "supertokens-mfa-react";
import { de } from "supertokens-mfa-react/locales/de";
import { en } from "supertokens-mfa-react/locales/en";
import { type MfaNavigation, mfaRoutes, MfaRoutes } from "supertokens-mfa-react/react-router";
import { mfaRoutes as mfaRoutesOfDom } from "supertokens-mfa-react/react-router-dom";
import { type TotpSettings, useTotpDevices, type DevicesState, type PanelAction, type TotpSwitch } from "supertokens-mfa-react/settings";
import { type useNavigate } from "react-router";
import { describe, expectTypeOf, it } from "vitest";

describe("the recipes", () => {
  it("go into the recipeList of SuperTokens.init, with or without options", () => {
    expectTypeOf(SuperTokens.init).toBeCallableWith({
      appInfo: { appName: "App", apiDomain: "https://api.example", apiBasePath: "/auth" },
      recipeList: [Session.init(), Totp.init(), MultiFactorAuth.init()],
    });
    expectTypeOf(MultiFactorAuth.init).toBeCallableWith({
      websiteBasePath: "/auth",
      getRedirectionURL: async (context) => (context.action === "SUCCESS" ? "/home" : undefined),
      onHandleEvent: (event) => event.action,
      onError: (error) => void error,
      preAPIHook: async (context) => context,
    });
    expectTypeOf(Totp.init).toBeCallableWith({
      onHandleEvent: (event) => event.action,
      override: { functions: (original) => ({ ...original }) },
      postAPIHook: async () => undefined,
    });
  });

  it("keep the calls of supertokens-web-js as they are", () => {
    expectTypeOf(Totp.createDevice).toEqualTypeOf<typeof WebJsTotp.createDevice>();
    expectTypeOf(Totp.verifyDevice).toEqualTypeOf<typeof WebJsTotp.verifyDevice>();
    expectTypeOf(Totp.verifyCode).toEqualTypeOf<typeof WebJsTotp.verifyCode>();
    expectTypeOf(Totp.listDevices).toEqualTypeOf<typeof WebJsTotp.listDevices>();
    expectTypeOf(Totp.removeDevice).toEqualTypeOf<typeof WebJsTotp.removeDevice>();
  });

  it("know the factor ids as literals", () => {
    expectTypeOf(MultiFactorAuth.FactorIds.TOTP).toEqualTypeOf<"totp">();
    expectTypeOf(MultiFactorAuth.FactorIds.OTP_EMAIL).toEqualTypeOf<"otp-email">();
  });
});

describe("redirectToFactor", () => {
  it("takes its parameters in order, or as an object", () => {
    expectTypeOf(MultiFactorAuth.redirectToFactor).toBeCallableWith("totp");
    expectTypeOf(MultiFactorAuth.redirectToFactor).toBeCallableWith("totp", true, true);
    const navigate: Navigate = () => undefined;
    expectTypeOf(MultiFactorAuth.redirectToFactor).toBeCallableWith("totp", true, false, navigate, { tenant: "a" });
    void (() =>
      MultiFactorAuth.redirectToFactor({
        factorId: "totp",
        forceSetup: true,
        redirectBack: true,
        stepUp: true,
        navigate,
        userContext: {},
      }));
    // @ts-expect-error a factor has to be named
    void (() => MultiFactorAuth.redirectToFactor());
    // @ts-expect-error the second parameter is forceSetup
    void (() => MultiFactorAuth.redirectToFactor("totp", "/settings"));
    // @ts-expect-error the option is called forceSetup
    void (() => MultiFactorAuth.redirectToFactor({ factorId: "totp", setup: true }));
  });

  it("takes react-router's navigate as it is", () => {
    const navigate = {} as ReturnType<typeof useNavigate>;
    expectTypeOf(navigate).toExtend<Navigate>();
  });

  it("and handle403 tell when they are done", () => {
    expectTypeOf(MultiFactorAuth.redirectToFactor).returns.toEqualTypeOf<Promise<void>>();
    expectTypeOf(MultiFactorAuth.handle403).parameter(0).toEqualTypeOf<Response>();
    expectTypeOf(MultiFactorAuth.handle403).returns.toEqualTypeOf<Promise<boolean>>();
  });
});

describe("getRedirectionURL", () => {
  it("may answer now or later, or leave it to the default", () => {
    expectTypeOf<() => string>().toExtend<GetRedirectionURL>();
    expectTypeOf<() => Promise<string | undefined>>().toExtend<GetRedirectionURL>();
    expectTypeOf<() => undefined>().toExtend<GetRedirectionURL>();
    expectTypeOf<() => number>().not.toExtend<GetRedirectionURL>();
  });

  it("is told what it is asked for by one action", () => {
    expectTypeOf<GetRedirectionURLContext["action"]>().toEqualTypeOf<"SUCCESS" | "TO_AUTH" | "GO_TO_FACTOR">();
    type ToFactor = Extract<GetRedirectionURLContext, { action: "GO_TO_FACTOR" }>;
    expectTypeOf<ToFactor>().toHaveProperty("forceSetup").toEqualTypeOf<boolean>();
    expectTypeOf<ToFactor>().toHaveProperty("redirectToPath").toEqualTypeOf<string | undefined>();
  });
});

describe("events", () => {
  it("have the names that SuperTokens gave them, and ours", () => {
    expectTypeOf<TotpEvent["action"]>().toEqualTypeOf<
      "TOTP_DEVICE_CREATED" | "TOTP_DEVICE_VERIFIED" | "TOTP_CODE_VERIFIED" | "TOTP_DEVICE_REMOVED"
    >();
    expectTypeOf<MfaEvent["action"]>().toEqualTypeOf<
      | "FACTOR_CHOOSEN"
      | "TOTP_ENABLED"
      | "TOTP_DISABLED"
      | "TOTP_DEVICE_RENAMED"
      | "RECOVERY_CODES_CREATED"
      | "RECOVERY_CODES_LOW"
      | "RECOVERY_CODE_USED"
    >();
  });

  it("carry neither code nor secret", () => {
    type Created = Extract<TotpEvent, { action: "TOTP_DEVICE_CREATED" }>;
    expectTypeOf<keyof Created>().toEqualTypeOf<"action" | "deviceName" | "userContext">();
    type Accepted = Extract<TotpEvent, { action: "TOTP_CODE_VERIFIED" }>;
    expectTypeOf<keyof Accepted>().toEqualTypeOf<"action" | "userContext">();
    expectTypeOf<keyof Extract<MfaEvent, { action: "RECOVERY_CODES_CREATED" }>>().toEqualTypeOf<"action">();
    expectTypeOf<keyof Extract<MfaEvent, { action: "RECOVERY_CODE_USED" }>>().toEqualTypeOf<"action" | "left">();
    expectTypeOf<keyof Extract<MfaEvent, { action: "RECOVERY_CODES_LOW" }>>().toEqualTypeOf<"action" | "left">();
  });
});

describe("the hooks", () => {
  it("answer one state by one status", () => {
    expectTypeOf<ReturnType<typeof useTotpChallenge>["state"]>().toEqualTypeOf<CodeState>();
    expectTypeOf<CodeState["status"]>().toEqualTypeOf<"ready" | "verifying" | "waiting" | "locked" | "accepted">();
    expectTypeOf<ReturnType<typeof useTotpSetup>["state"]>().toEqualTypeOf<SetupState>();
    expectTypeOf<ReturnType<typeof useRequireMfa>["state"]>().toEqualTypeOf<GuardState>();
    expectTypeOf<ReturnType<typeof useTotpDevices>["devices"]>().toEqualTypeOf<DevicesState>();
  });

  it("hold the key of a new device on one status only", () => {
    expectTypeOf<Extract<SetupState, { device: unknown }>["status"]>().toEqualTypeOf<"scanning">();
    expectTypeOf<Extract<SetupState, { status: "scanning" }>["device"]>().toHaveProperty("secret").toEqualTypeOf<string>();
  });

  it("ask for what the app has to decide", () => {
    expectTypeOf(useTotpChallenge).parameter(0).toHaveProperty("onDetour").parameter(0).toEqualTypeOf<CodeDetour>();
    expectTypeOf(useTotpChallenge).parameter(0).toHaveProperty("onVerified").parameter(0).toEqualTypeOf<number | undefined>();
    expectTypeOf(useTotpDevices).toBeCallableWith();
    expectTypeOf(useTotpDevices).parameter(0).toEqualTypeOf<{ totpSwitch?: TotpSwitch | undefined } | undefined>();
    expectTypeOf<PanelAction["type"]>().toEqualTypeOf<
      "REMOVE" | "RENAME" | "TURN_ON" | "TURN_OFF" | "MAKE_CODES" | "REMOVE_BROWSER" | "REMOVE_BROWSERS"
    >();
  });
});

describe("the components", () => {
  it("need what they can't do without, and no more", () => {
    expectTypeOf<ComponentProps<typeof RequireMfa>>().toEqualTypeOf<{ children: ReactNode; fallback?: ReactNode }>();
    expectTypeOf<ComponentProps<typeof MfaScreen>>().toEqualTypeOf<{ search: string }>();
    expectTypeOf(MfaRoutes).parameters.toEqualTypeOf<[]>();
    expectTypeOf<ComponentProps<typeof TotpSettings>>().toEqualTypeOf<{ totpSwitch?: TotpSwitch | undefined }>();
    expectTypeOf<ComponentProps<typeof MfaNavigation>>().toEqualTypeOf<{ children: ReactNode }>();
    expectTypeOf<Required<ComponentProps<typeof TotpSetup>>["exit"]>().toEqualTypeOf<"BACK" | "SIGN_OUT">();
    expectTypeOf<ComponentProps<typeof TotpChallenge>>()
      .toHaveProperty("onVerified")
      .parameter(0)
      .toEqualTypeOf<{ trustBrowser: boolean; recoveryCodesLeft: number | undefined }>();
    expectTypeOf<ComponentProps<typeof NavigateProvider>["value"]>().toEqualTypeOf<Navigate>();
  });
});

describe("the rest", () => {
  it("mfaRoutes are routes of react-router 6, 7 and 8", () => {
    expectTypeOf(mfaRoutes).toBeCallableWith();
    expectTypeOf(mfaRoutes).returns.toExtend<RouteObject[]>();
    expectTypeOf(mfaRoutesOfDom).returns.toExtend<RouteObject6[]>();
    expectTypeOf(mfaRoutes).returns.toExtend<RouteObject8[]>();
  });

  it("safeRedirectPath takes anything and answers a path or nothing", () => {
    expectTypeOf(safeRedirectPath).parameter(0).toEqualTypeOf<unknown>();
    expectTypeOf(safeRedirectPath).returns.toEqualTypeOf<string | undefined>();
    // @ts-expect-error the page's origin is needed
    void (() => safeRedirectPath("/a", {}));
  });

  it("a catalogue is whole, and a text of it can be changed", () => {
    expectTypeOf(de).toEqualTypeOf<Messages>();
    expectTypeOf<{ messages: Messages | undefined; children: null }>().toExtend<ComponentProps<typeof MessagesProvider>>();
    // @ts-expect-error a language needs its loader
    void ({ language: "de", children: null } satisfies ComponentProps<typeof MessagesProvider>);
    const own: Messages = { ...en, challenge: { ...en.challenge, title: "Your code, please" } };
    expectTypeOf(own).toEqualTypeOf<Messages>();
    // @ts-expect-error a catalogue without its sections is none
    const empty: Messages = { locale: "de" };
    void empty;
  });
});
