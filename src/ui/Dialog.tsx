import { useEffect, useId, useRef, type ReactNode } from "react";

export interface DialogProps {
  title: string;
  /** Called by Escape. The dialog closes when it is no longer rendered. */
  onClose(): void;
  children: ReactNode;
}

/**
 * A native modal `<dialog>`: the browser traps the focus, closes on Escape and puts the focus back on the control
 * that opened it.
 */
export function Dialog({ title, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // Closing, not just vanishing, is what gives the focus back.
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      data-mfa-slot="dialog"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h3 id={titleId} data-mfa-slot="dialog-title">
        {title}
      </h3>
      {children}
    </dialog>
  );
}
