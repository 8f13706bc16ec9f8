import { forwardRef, type ComponentPropsWithoutRef } from "react";

export interface CodeFieldProps extends Omit<ComponentPropsWithoutRef<"input">, "type"> {
  label: string;
}

/**
 * One real `<input>` for a one-time code: boxes split by digit break autofill, paste and screen readers. A numeric
 * keyboard, `autocomplete="one-time-code"` (HTML autofill, 4.10.18.7), always left to right.
 */
export const CodeField = forwardRef<HTMLInputElement, CodeFieldProps>(function CodeField({ label, id, ...rest }, ref) {
  return (
    <div data-mfa-slot="field">
      <label htmlFor={id}>{label}</label>
      <input
        {...rest}
        ref={ref}
        id={id}
        type="text"
        inputMode="numeric"
        autoComplete="one-time-code"
        spellCheck={false}
        enterKeyHint="go"
        dir="ltr"
        data-mfa-slot="code"
      />
    </div>
  );
});
