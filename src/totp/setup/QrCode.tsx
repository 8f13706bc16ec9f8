import { QRCodeSVG } from "qrcode.react";

export interface QrCodeProps {
  /** The key URI. */
  uri: string;
  /** What it is, for those who don't see it. */
  label: string;
}

/**
 * Renders an inline `<svg>`: black on white in every theme and with a margin of four modules, as ISO/IEC 18004 asks
 * for; no data URL, so that a strict `img-src` holds. A screen has no dirt to correct: the lowest level keeps the modules
 * large and the work of a slow phone small, and the encoder raises it where that costs no module.
 */
export function QrCode({ uri, label }: QrCodeProps) {
  return (
    <QRCodeSVG
      value={uri}
      level="L"
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
