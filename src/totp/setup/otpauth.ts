/** What an authenticator app needs of a pending device. */
export interface OtpauthKey {
  /** The key URI for the QR code and the link, rebuilt so that every part is encoded. */
  uri: string;
  /** Base32, as the backend made it. */
  secret: string;
}

/**
 * The backend encodes the label and the issuer with `encodeURI`, which leaves `#`, `?` and `&` as they are: in an
 * e-mail address they push the secret out of the query, and the scanned account would make wrong codes. So the URI is
 * taken apart by its known shape and built again.
 *
 * @see https://github.com/google/google-authenticator/wiki/Key-Uri-Format
 */
export function otpauthKey(qrCodeString: string, secret: string): OtpauthKey {
  const parts = /^otpauth:\/\/totp\/(.*)\?secret=([^&#?]*)&issuer=(.*)&digits=(\d+)&period=(\d+)$/su.exec(qrCodeString);
  const [, rawLabel = "", , rawIssuer = "", digits = "6", period = "30"] = parts ?? [];
  if (parts === null) {
    // An app's override may shape the URI by its own lights; it is good if the secret is where apps look for it.
    if (readSecret(qrCodeString) === secret) return { uri: qrCodeString, secret };
  }
  const issuer = decode(rawIssuer);
  const label = decode(rawLabel);
  const account = label.startsWith(`${issuer}:`) ? label.slice(issuer.length + 1) : label;
  const name = [issuer, account]
    .filter((part) => part !== "")
    .map(encodeURIComponent)
    .join(":");
  const query = [
    `secret=${encodeURIComponent(secret)}`,
    issuer !== "" && `issuer=${encodeURIComponent(issuer)}`,
    `digits=${digits}`,
    `period=${period}`,
  ].filter((part) => part !== false);
  return { uri: `otpauth://totp/${name}?${query.join("&")}`, secret };
}

/** Groups of four are read and typed without losing the place. */
export function groupKey(secret: string): string {
  return secret.match(/.{1,4}/gsu)?.join(" ") ?? secret;
}

function readSecret(uri: string): string | null {
  if (!URL.canParse(uri)) return null;
  const { protocol, searchParams } = new URL(uri);
  // It becomes a link: `javascript:` and the like can carry the secret too.
  return protocol === "otpauth:" ? searchParams.get("secret") : null;
}

function decode(text: string): string {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}
