import QRCode from "qrcode";

/** Modules of white around the code, which scanners need. */
const margin = 4;

/** A QR code drawn here, so that a secret in it goes nowhere. Dark on white in both themes, as scanners expect. */
export function QrDrawing({ text, label }: { text: string; label: string }) {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: "M" });
  const size = modules.size + 2 * margin;
  const path = Array.from(modules.data, (isDark, at) => (isDark ? toSquare(at, modules.size) : "")).join("");
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="size-52 rounded-lg border border-line"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

function toSquare(at: number, columns: number): string {
  return `M${margin + (at % columns)} ${margin + Math.floor(at / columns)}h1v1h-1z`;
}
