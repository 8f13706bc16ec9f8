/** Renders a `<div role="status">`: a turning ring that stands still where motion isn't wanted, with the words beside it. */
export function Loading({ text }: { text: string }) {
  return (
    <div role="status" data-mfa-slot="loading">
      <span aria-hidden="true" data-mfa-slot="spinner" />
      <span>{text}</span>
    </div>
  );
}
