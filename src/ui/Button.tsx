import { forwardRef, type ComponentPropsWithoutRef } from "react";

export interface ButtonProps extends Omit<ComponentPropsWithoutRef<"button">, "type"> {
  /** How much it stands out: one `primary` on a screen. @default "secondary" */
  kind?: "primary" | "secondary" | "quiet" | "danger";
  /** @default "button" */
  type?: "button" | "submit";
}

/** Renders a `<button>`, which does not submit a form unless told to. */
export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button({ kind = "secondary", type = "button", ...rest }, ref) {
  return <button {...rest} ref={ref} type={type} data-mfa-slot="button" data-kind={kind} />;
});
