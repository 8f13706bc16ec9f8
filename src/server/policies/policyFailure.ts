/**
 * The rule that decides who must use TOTP could not answer. The plugin fails closed: while the rule is broken no
 * session becomes complete, no device is added, no last one removed, and nothing turned off. A session that was complete
 * before stays so: its refresh leaves the claim as it was.
 */
export class TotpPolicyFailure extends Error {
  override readonly name = "TotpPolicyFailure";

  constructor(tenantId: string, cause: unknown) {
    super(
      `supertokens-mfa-react: the TOTP policy failed in tenant "${tenantId}", so the request is refused. ` +
        "Make the policy answer true, false or { required, reason } for every user; its error is the `cause` of this one.",
      { cause },
    );
  }
}
