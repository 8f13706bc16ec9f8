import type { TotpReason } from "../../protocol/totpSettings.js";
import type { RecoveryCodeSet } from "../../supertokens/recoveryService.js";
import type { Intent } from "../../routing/consent.state.js";

/** A change that the panel makes. */
export type PanelAction =
  | { type: "REMOVE"; deviceName: string }
  | { type: "RENAME"; deviceName: string; newDeviceName: string }
  | { type: "TURN_ON" }
  | { type: "TURN_OFF" }
  | { type: "MAKE_CODES" }
  /** `name`: as the panel calls it. */
  | { type: "REMOVE_BROWSER"; id: string; name: string }
  | { type: "REMOVE_BROWSERS" };

/** Whether what came over a page load is a change of this panel's. */
export function isPanelAction(value: unknown): value is PanelAction {
  const { type, deviceName, newDeviceName } = (value ?? {}) as Record<string, unknown>;
  switch (type) {
    case "REMOVE":
      return typeof deviceName === "string";
    case "RENAME":
      return typeof deviceName === "string" && typeof newDeviceName === "string";
    default:
      return type === "TURN_ON" || type === "TURN_OFF" || type === "MAKE_CODES";
  }
}

/** What the panel tells of: a change that it made, or a device that was set up on its own screen. */
export type PanelNews = Exclude<PanelAction, { type: "MAKE_CODES" }> | { type: "ADD"; deviceName: string };

/** Why the last change wasn't made. */
export type PanelProblem =
  | { code: "GENERAL"; message: string }
  | { code: "UNAVAILABLE" }
  | { code: "OFFLINE" }
  | { code: "NAME_TAKEN" }
  /** The device was removed elsewhere. */
  | { code: "GONE" }
  | { code: "NAME_INVALID"; maxLength: number }
  | { code: "REQUIRED"; reason: TotpReason };

/** What a dialog asks before a change. Turning on needs no question. */
export type PanelQuestion =
  | { about: "REMOVE"; deviceName: string }
  /** `problem`: why the name that was typed wasn't taken. */
  | { about: "RENAME"; deviceName: string; problem?: PanelProblem }
  | { about: "TURN_OFF" }
  | { about: "MAKE_CODES" };

/** What the user is doing in the panel, beside reading it. */
export type PanelState =
  | { status: "idle"; done: PanelNews | undefined; problem: PanelProblem | undefined }
  /** Back from the challenge with a code for this change, which is made as soon as the devices are read. */
  | { status: "returning"; intent: Intent & { action: PanelAction } }
  | { status: "asking"; question: PanelQuestion }
  | { status: "working"; action: PanelAction }
  /** New recovery codes, shown once. */
  | { status: "codes"; set: RecoveryCodeSet };

export type PanelEvent =
  /** Back from the setup screen, with a new device. */
  | { type: "ADDED"; deviceName: string }
  | { type: "RETURNED"; intent: Intent & { action: PanelAction } }
  /** The code was another session's, or too long ago. */
  | { type: "LAPSED" }
  | { type: "ASKED"; question: PanelQuestion }
  | { type: "DISMISSED" }
  | { type: "STARTED"; action: PanelAction }
  | { type: "DONE" }
  | { type: "CODES_MADE"; set: RecoveryCodeSet }
  /** Saved, or gone with the page. */
  | { type: "CODES_DROPPED" }
  /** Gone for a code, to make the change afterwards. */
  | { type: "LEFT" }
  | { type: "REFUSED"; problem: PanelProblem };

export const initialPanelState = { status: "idle", done: undefined, problem: undefined } satisfies PanelState;

/** An event that the state doesn't handle returns the same reference. */
export function panelReducer(state: PanelState, event: PanelEvent): PanelState {
  switch (state.status) {
    case "idle":
      if (event.type === "ADDED") return { ...initialPanelState, done: { type: "ADD", deviceName: event.deviceName } };
      if (event.type === "RETURNED") return { status: "returning", intent: event.intent };
      if (event.type === "ASKED") return { status: "asking", question: event.question };
      return event.type === "STARTED" ? { status: "working", action: event.action } : state;
    case "returning":
      if (event.type === "LAPSED") return initialPanelState;
      return event.type === "STARTED" ? { status: "working", action: event.action } : state;
    case "asking":
      if (event.type === "DISMISSED") return initialPanelState;
      return event.type === "STARTED" ? { status: "working", action: event.action } : state;
    case "working":
      if (event.type === "DONE" && state.action.type !== "MAKE_CODES") return { ...initialPanelState, done: state.action };
      if (event.type === "CODES_MADE" && state.action.type === "MAKE_CODES") return { status: "codes", set: event.set };
      if (event.type === "LEFT") return initialPanelState;
      return event.type === "REFUSED" ? refused(state.action, event.problem) : state;
    case "codes":
      return event.type === "CODES_DROPPED" ? initialPanelState : state;
  }
}

/** A name can be mended where it was typed; everything else is told in the panel. */
function refused(action: PanelAction, problem: PanelProblem): PanelState {
  if (action.type !== "RENAME" || problem.code === "GONE") return { status: "idle", done: undefined, problem };
  return { status: "asking", question: { about: "RENAME", deviceName: action.deviceName, problem } };
}
