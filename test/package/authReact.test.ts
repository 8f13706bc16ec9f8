import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { root, runModule } from "./support/run.js";

const { react19 } = inject("consumers");

/** Each SDK keeps that it was initialised, so each case is a page of its own: what is thrown, or `fine`. */
async function onPage(script: string): Promise<string> {
  const page = `
    import { JSDOM } from ${JSON.stringify(join(root, "node_modules/jsdom/lib/api.js"))};
    const { window } = new JSDOM("", { url: "http://localhost:3000/" });
    Object.assign(globalThis, { window, document: window.document, localStorage: window.localStorage, sessionStorage: window.sessionStorage, XMLHttpRequest: window.XMLHttpRequest });
    console.warn = () => undefined;
    const interop = (module) => module.default?.default ?? module.default ?? module;
    const WebJs = interop(await import("supertokens-web-js/index.js"));
    const WebJsSession = interop(await import("supertokens-web-js/recipe/session/index.js"));
    const AuthReact = interop(await import("supertokens-auth-react/index.js"));
    const AuthReactSession = interop(await import("supertokens-auth-react/recipe/session/index.js"));
    const ours = await import("supertokens-mfa-react");
    const door = await import("supertokens-mfa-react/auth-react");
    const appInfo = { appName: "App", apiDomain: "http://localhost:1", websiteDomain: "http://localhost:3000", websiteBasePath: "/account" };
    const webJs = (...recipes) => WebJs.init({ appInfo, recipeList: [WebJsSession.init(), ...recipes] });
    const authReact = (...recipes) => AuthReact.init({ appInfo, recipeList: [AuthReactSession.init(), ...recipes] });
    try {
      ${script}
      console.log("fine");
    } catch (error) {
      console.log(String(error));
    }
    process.exit();`;
  return (await runModule(page, react19)).trim();
}

test("in one init of supertokens-auth-react the door's recipes are at home, under its base path", async () => {
  const said = await onPage(`
    authReact(door.Totp.init(), door.MultiFactorAuth.init());
    await door.MultiFactorAuth.redirectToFactor({ factorId: "totp", redirectBack: false, navigate: (path) => console.log(path) });`);
  expect(said).toBe("/account/mfa/totp\nfine");
});

test.each([
  ["supertokens-auth-react's init after one of supertokens-web-js", "webJs(ours.Totp.init(), ours.MultiFactorAuth.init()); authReact();"],
  ["recipes for another init, after supertokens-auth-react's", "authReact(); webJs(ours.Totp.init(), ours.MultiFactorAuth.init());"],
  ["Totp for supertokens-web-js in supertokens-auth-react's list", "authReact(ours.Totp.init());"],
  ["MultiFactorAuth for supertokens-web-js in supertokens-auth-react's list", "authReact(ours.MultiFactorAuth.init());"],
  ["the door's Totp in supertokens-web-js's list", "webJs(door.Totp.init());"],
  ["the door's MultiFactorAuth in supertokens-web-js's list", "webJs(door.MultiFactorAuth.init());"],
  ["supertokens-auth-react without our recipes, and our redirect", 'authReact(); await ours.MultiFactorAuth.redirectToFactor("totp");'],
])("%s: the error names the door", async (_, script) => {
  expect(await onPage(script)).toMatch(/^MfaMisuseError: .*supertokens-mfa-react\/auth-react/);
});
