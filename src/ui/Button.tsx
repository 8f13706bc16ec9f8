import type { ComponentPropsWithRef } from "react";

export interface ButtonProps extends Omit<ComponentPropsWithRef<"button">, "type"> {
  /** How much it stands out: one `primary` on a screen. @default "secondary" */
  kind?: "primary" | "secondary" | "quiet" | "danger";
  /** @default "button" */
  type?: "button" | "submit";
}

/** Renders a `<button>`, which does not submit a form unless told to. */
export function Button({ kind = "secondary", type = "button", ...rest }: ButtonProps) {
  return <button {...rest} type={type} data-mfa-slot="button" data-kind={kind} />;
}
