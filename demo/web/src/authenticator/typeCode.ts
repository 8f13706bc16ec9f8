/** Puts a code into the page's code field as typing would, and answers whether there was one. */
export function typeCode(code: string): boolean {
  const field = document.querySelector('main input[autocomplete~="one-time-code"]');
  if (!(field instanceof HTMLInputElement) || field.disabled || field.readOnly) return false;
  field.focus();
  field.select();
  // React listens to the native event, and looks past values that were set through its own property.
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(field, code);
  field.dispatchEvent(new InputEvent("input", { bubbles: true, data: code, inputType: "insertText" }));
  return true;
}
