import { useId } from "react";
import type { ComponentPropsWithoutRef } from "react";

export interface TextFieldProps extends Omit<ComponentPropsWithoutRef<"input">, "onChange" | "id"> {
  label: string;
  value: string;
  onChange(value: string): void;
  hint?: string | undefined;
  error?: string | undefined;
}

/** A labelled `<input>` with its hint and its error tied to it. */
export function TextField({ label, value, onChange, hint, error, ...rest }: TextFieldProps) {
  const id = useId();
  const described = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter((part) => part !== false);
  return (
    <div className="field">
      <label className="field__label" htmlFor={id}>
        {label}
      </label>
      <input
        {...rest}
        id={id}
        className="field__input"
        value={value}
        aria-invalid={error !== undefined}
        aria-describedby={described.length === 0 ? undefined : described.join(" ")}
        onChange={(event) => onChange(event.target.value)}
      />
      {hint !== undefined && (
        <p className="field__hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p className="problem" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
