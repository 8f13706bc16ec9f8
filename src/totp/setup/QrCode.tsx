import { QRCodeSVG } from "qrcode.react";

export interface QrCodeProps {
  /** The key URI. */
  uri: string;
  /** What it is, for those who don't see it. */
  label: string;
}

/**
 * Renders an inline `<svg>`: black on white in every theme and with a margin of four modules, as ISO/IEC 18004 asks
 * for; no data URL, so that a strict `img-src` holds.
 */
export function QrCode({ uri, label }: QrCodeProps) {
  return (
    <QRCodeSVG
      value={uri}
      level="M"
      marginSize={4}
      size={208}
      bgColor="#ffffff"
      fgColor="#000000"
      role="img"
      aria-label={label}
      data-mfa-slot="qr-code"
    />
  );
}
