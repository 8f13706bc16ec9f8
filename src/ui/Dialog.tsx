import { useId, useLayoutEffect, useRef, type ReactNode } from "react";

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
  // A layout effect is cleaned up while the element is still in the page: closed there, it gives the focus back; closed
  // after React took it out, it doesn't.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
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
      onClose={({ currentTarget }) => {
        // The browser lets nobody be kept in a dialog: a second Escape closes it unasked. While the change is under way
        // it has to stay, or what comes of it would be said in a dialog that nobody sees.
        // The close of one that is being taken out comes when it is out.
        if (currentTarget.open || !currentTarget.isConnected) return;
        onClose();
        currentTarget.showModal();
      }}
    >
      <h3 id={titleId} data-mfa-slot="dialog-title">
        {title}
      </h3>
      {children}
    </dialog>
  );
}
