/**
 * Text of somebody else's for the middle of a sentence, so that it can't turn the words around it: without bidi
 * controls, and isolated (UAX #9) when it could still pull its neighbours along. Where it stands alone, `<bdi>` does it.
 */
export function isolate(text: string): string {
  const plain = text.replace(/\p{Bidi_Control}/gu, "");
  const staysPut = /^[A-Za-z0-9](?:[ -~]*[A-Za-z0-9])?$/.test(plain);
  return staysPut ? plain : `\u2068${plain}\u2069`;
}
