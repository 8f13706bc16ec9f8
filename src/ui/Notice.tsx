import type { ReactNode } from "react";

export interface NoticeProps {
  /** @default "info" */
  kind?: "info" | "success" | "warning" | "danger";
  children: ReactNode;
}

/** A message that belongs to the screen from the start; what appears later is told by a live region of its own. */
export function Notice({ kind = "info", children }: NoticeProps) {
  return (
    <div data-mfa-slot="notice" data-kind={kind}>
      {children}
    </div>
  );
}
