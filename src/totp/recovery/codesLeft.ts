/** What is left after a code was accepted, and of what kind that was. */
export interface CodesLeft {
  after: "APP" | "RECOVERY_CODE";
  /** `undefined` when the reply with the number was lost. */
  left: number | undefined;
}
