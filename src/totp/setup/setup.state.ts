import type { OtpauthKey } from "./otpauth.js";

/** A device that the backend made and no code has proved yet. */
export interface PendingDevice extends OtpauthKey {
  deviceName: string;
  /** An earlier QR code of this tab is dead since this one was made. */
  replacesEarlier: boolean;
}

/** Why there is no QR code. */
export type SetupProblem = { code: "OFFLINE" } | { code: "UNAVAILABLE" } | { code: "NAME_TAKEN" } | { code: "GENERAL"; message: string };

/** Everything that the setup screen can show. The secret lives on one member only. */
export type SetupState =
  /** No device yet: none is made while nobody can see the page. */
  | { status: "starting" }
  | { status: "scanning"; device: PendingDevice }
  /** Another tab made a new QR code for the same device. */
  | { status: "superseded" }
  /** The device was verified before, here or elsewhere: nothing was added. */
  | { status: "alreadyActive" }
  /** Removed while it was being set up. */
  | { status: "deviceGone" }
  /** The backend wants a code of an existing device before it adds one. */
  | { status: "verifyFirst" }
  | { status: "failed"; problem: SetupProblem }
  | { status: "verified" };

export type SetupEvent =
  | { type: "STARTED" }
  | { type: "CREATED"; device: PendingDevice }
  | { type: "FAILED"; problem: SetupProblem }
  | { type: "VERIFY_FIRST_ASKED" }
  | { type: "SUPERSEDED"; deviceName: string }
  | { type: "FOUND_ACTIVE" }
  | { type: "FOUND_GONE" }
  | { type: "VERIFIED" };

export const initialSetupState: SetupState = { status: "starting" };

/** An event that the state doesn't handle returns the same reference: late replies are no-ops. */
export function setupReducer(state: SetupState, event: SetupEvent): SetupState {
  // Starting over is possible from anywhere, and drops the secret first.
  if (event.type === "STARTED") return state.status === "starting" ? state : initialSetupState;
  // The backend's word on the session counts in any state but the last.
  if (event.type === "VERIFY_FIRST_ASKED") return state.status === "verified" ? state : { status: "verifyFirst" };
  switch (state.status) {
    case "starting":
      if (event.type === "CREATED") return { status: "scanning", device: event.device };
      if (event.type === "FAILED") return { status: "failed", problem: event.problem };
      return state;
    case "scanning":
      return afterScanning(state, event);
    case "superseded":
    case "alreadyActive":
    case "deviceGone":
    case "verifyFirst":
    case "failed":
    case "verified":
      return state;
  }
}

function afterScanning(state: Extract<SetupState, { status: "scanning" }>, event: SetupEvent): SetupState {
  switch (event.type) {
    case "SUPERSEDED":
      return event.deviceName === state.device.deviceName ? { status: "superseded" } : state;
    case "FOUND_ACTIVE":
      return { status: "alreadyActive" };
    case "FOUND_GONE":
      return { status: "deviceGone" };
    case "VERIFIED":
      return { status: "verified" };
    default:
      return state;
  }
}
