import type { ReactNode } from "react";

export interface NoticeProps {
  kind: "warning" | "danger";
  children: ReactNode;
}

/** A message that belongs to the screen from the start; what appears later is told by a live region of its own. */
export function Notice({ kind, children }: NoticeProps) {
  return (
    <div data-mfa-slot="notice" data-kind={kind}>
      {children}
    </div>
  );
}
