import { createCoreClock } from "../../support/clock.js";

/** The clock of the embedded core; each worker has one. */
export const coreClock = createCoreClock();
