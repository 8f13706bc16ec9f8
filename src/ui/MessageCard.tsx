import type { ReactNode } from "react";
import { Card } from "./Card.js";

export interface MessageCardProps {
  /** Names the part for styling and tests: `data-mfa-slot`. */
  slot: string;
  /** The state shown: `data-status`. */
  status: string;
  title: string;
  text: string;
  /** The ways on: buttons. */
  children: ReactNode;
}

/** A whole screen that says one thing and offers ways on. Renders a `<section>` whose heading takes the focus. */
export function MessageCard({ slot, status, title, text, children }: MessageCardProps) {
  return (
    <Card slot={slot} status={status} title={title} focusHeading>
      <p data-mfa-slot="intro">{text}</p>
      <div data-mfa-slot="actions">{children}</div>
    </Card>
  );
}
