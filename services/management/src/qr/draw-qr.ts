import type { QrQuery } from "@shunt/contracts";
import QRCode from "qrcode";

/** The text as a QR code: PNG bytes or SVG markup. Size in pixels, margin in modules. */
export function drawQr(text: string, { format, size, margin, ecc, dark, light }: QrQuery): Promise<Buffer | string> {
  const options = {
    width: size,
    margin,
    errorCorrectionLevel: ecc,
    color: { dark: toColour(dark), light: toColour(light) },
  };
  return format === "svg"
    ? QRCode.toString(text, { ...options, type: "svg" })
    : QRCode.toBuffer(text, { ...options, type: "png" });
}

function toColour(hex: string): string {
  return `#${hex.replace("#", "")}`;
}
