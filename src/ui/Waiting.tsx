import { Loading } from "./Loading.js";

/** A whole screen that waits. Renders a `<div>` in the place of a card. */
export function Waiting({ slot, status, text }: { slot: string; status: string; text: string }) {
  return (
    <div data-mfa-card="" data-mfa-slot={slot} data-status={status}>
      <Loading text={text} />
    </div>
  );
}
