import type { Meta, StoryObj } from "@storybook/react-vite";
import { useReducer, useState } from "react";
import { expect, userEvent, waitFor, within } from "storybook/test";
import { catalogueOf } from "../.storybook/languages.js";
import { en } from "../src/messages/locales/en.js";
import { MfaScreenView, RequirementsNotice } from "../src/multifactorauth/MfaScreenView.js";
import { ChallengeOffersView } from "../src/totp/challenge/ChallengeOffersView.js";
import { TotpChallengeView } from "../src/totp/challenge/TotpChallengeView.js";
import { panelReducer } from "../src/totp/devices/panel.state.js";
import { TotpSettingsView } from "../src/totp/devices/TotpSettingsView.js";
import type { RecoveryCodesScreenState } from "../src/totp/recovery/recoveryCodes.state.js";
import { RecoveryCodesView } from "../src/totp/recovery/RecoveryCodesView.js";
import type { SetupState } from "../src/totp/setup/setup.state.js";
import { TotpSetupView } from "../src/totp/setup/TotpSetupView.js";
import * as codes from "../test/fixtures/challenge.js";
import * as routed from "../test/fixtures/mfaScreen.js";
import * as panels from "../test/fixtures/settings.js";
import * as setups from "../test/fixtures/setup.js";

/**
 * Every screen in each language, in its direction, as narrow as a screen may be (WCAG 2.2, 1.4.10). The dialogs open from
 * the panel.
 */
const meta: Meta = {
  title: "Languages",
  // What comes on demand is at hand then.
  beforeEach: async () => void (await import("../src/totp/devices/PanelRest.js")),
  render: () => <Screens />,
  // A page of its own has one screen; here several of a name stand side by side.
  parameters: { a11y: { config: { rules: [{ id: "landmark-unique", enabled: false }] } } },
  tags: ["!autodocs"],
  play: async ({ canvas, canvasElement, globals }) => {
    const { common, settings } = catalogueOf(String(globals.language)) ?? en;
    for (const screen of canvasElement.querySelectorAll("[data-screen]")) await expectToFit(screen);
    const questions = [
      { trigger: settings.removeDevice(deviceName), title: settings.removeTitle, close: settings.keep },
      { trigger: settings.renameDevice(deviceName), title: settings.renameTitle, close: common.cancel },
      { trigger: settings.turnOff, title: settings.turnOffTitle, close: settings.keep },
    ];
    for (const { trigger, title, close } of questions) {
      await userEvent.click(canvas.getByRole("button", { name: trigger }));
      const dialog = canvas.getByRole("dialog", { name: title });
      await expectToFit(dialog);
      await userEvent.click(within(dialog).getByRole("button", { name: close }));
      await waitFor(() => expect(canvas.queryByRole("dialog")).toBeNull());
    }
  },
};

export default meta;

type Story = StoryObj;

export const Arabic: Story = { globals: { language: "ar" } };
export const German: Story = { globals: { language: "de" } };
export const English: Story = { globals: { language: "en" } };
export const Spanish: Story = { globals: { language: "es" } };
export const French: Story = { globals: { language: "fr" } };
export const Hebrew: Story = { globals: { language: "he" } };
export const Italian: Story = { globals: { language: "it" } };
export const Japanese: Story = { globals: { language: "ja" } };
export const Korean: Story = { globals: { language: "ko" } };
export const Dutch: Story = { globals: { language: "nl" } };
export const Polish: Story = { globals: { language: "pl" } };
export const BrazilianPortuguese: Story = { globals: { language: "pt-BR" } };
export const Russian: Story = { globals: { language: "ru" } };
export const Swedish: Story = { globals: { language: "sv" } };
export const Turkish: Story = { globals: { language: "tr" } };
export const Ukrainian: Story = { globals: { language: "uk" } };
export const SimplifiedChinese: Story = { globals: { language: "zh-CN" } };
export const TraditionalChinese: Story = { globals: { language: "zh-TW" } };

const [{ name: deviceName } = { name: "" }] = panels.severalDevices;
const nothing = () => undefined;

/** Nothing sticks out of the screen, however long the language's words are. */
async function expectToFit(screen: Element) {
  await expect(screen.scrollWidth, screen.textContent).toBeLessThanOrEqual(screen.clientWidth);
}

function Screens() {
  const [locked] = useState(() => codes.lockedFor(codes.fifteenMinutes));
  const screens = {
    rejected: (
      <TotpChallengeView
        challenge={codes.challengeOf(codes.secondRejection, { clockAheadSeconds: 180 })}
        notice={<RequirementsNotice onRetry={nothing} />}
        offers={
          <ChallengeOffersView offers={{ trustDays: 30, recoveryCodes: true }} trusts={false} onTrust={nothing} onRecoveryCode={nothing} />
        }
        exit="SIGN_OUT"
        onExit={nothing}
      />
    ),
    locked: <TotpChallengeView challenge={codes.challengeOf(locked)} exit="BACK" onExit={nothing} />,
    scanning: <Setup state={setups.scanningAgain} />,
    superseded: <Setup state={setups.superseded} />,
    verifyFirst: <Setup state={setups.verifyFirst} />,
    codesShown: <Recovery state={{ status: "shown", set: panels.codeSet }} />,
    codesHidden: <Recovery state={{ status: "hidden" }} />,
    settings: <Settings />,
    otherFactor: <Routed state={routed.otherFactor} />,
    cookiesBlocked: <Routed state={routed.cookiesBlocked} />,
  };
  return (
    <div style={{ display: "flex", flexWrap: "wrap", alignItems: "start", gap: "1rem" }}>
      {Object.entries(screens).map(([name, screen]) => (
        <div key={name} data-screen={name} style={{ inlineSize: "20rem" }}>
          {screen}
        </div>
      ))}
    </div>
  );
}

function Setup({ state }: { state: SetupState }) {
  return <TotpSetupView setup={setups.setupOf(state)} exit="BACK" onExit={nothing} onContinue={nothing} onVerifyFirst={nothing} />;
}

function Recovery({ state }: { state: RecoveryCodesScreenState }) {
  return <RecoveryCodesView control={{ state, startOver: nothing, confirm: nothing, skip: nothing }} />;
}

function Settings() {
  const [panel, dispatch] = useReducer(panelReducer, panels.idle);
  return (
    <TotpSettingsView
      control={panels.settingsOf(panels.readyWith(panels.severalDevices), panel, {
        ask: (question) => dispatch({ type: "ASKED", question }),
        dismiss: () => dispatch({ type: "DISMISSED" }),
      })}
    />
  );
}

function Routed({ state }: { state: typeof routed.otherFactor | typeof routed.cookiesBlocked }) {
  return <MfaScreenView state={state} onRetry={nothing} onSignOut={nothing} />;
}
