import { useEffect, useId, useRef, type ReactNode } from "react";

export interface CardProps {
  /** Names the part for styling and tests: `data-mfa-slot`. */
  slot: string;
  /** The state shown: `data-status`. */
  status: string;
  title: string;
  /**
   * Moves the focus to the heading when the card appears, so that a screen reader reads the new screen. A card that
   * takes another's place needs a key of its own. @default false
   */
  focusHeading?: boolean;
  children: ReactNode;
}

/** A whole screen. Renders a `<section>` named by its `<h1>`. */
export function Card({ slot, status, title, focusHeading = false, children }: CardProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const headingId = useId();
  useEffect(() => {
    if (focusHeading) heading.current?.focus();
  }, [focusHeading]);
  return (
    <section data-mfa-slot={slot} data-mfa-card="" data-status={status} aria-labelledby={headingId}>
      <h1 ref={heading} id={headingId} tabIndex={-1} data-mfa-slot="title">
        {title}
      </h1>
      {children}
    </section>
  );
}
