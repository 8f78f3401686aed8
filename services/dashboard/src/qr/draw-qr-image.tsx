import { drawQr, toSvg } from "@shunt/qr";
import { useMemo } from "react";
import type { QrImageProps } from "./qr-image-props.ts";
import { defaultDesign } from "./studio-design.ts";
import { toPictureUrl } from "./to-picture-url.ts";

/** The picture of `QrImage`. Dark on white in both themes, as scanners expect. */
export function DrawnQrImage({ text, label, size }: QrImageProps) {
  const url = useMemo(() => toPictureUrl(toSvg(drawQr(text, defaultDesign), { size })), [text, size]);
  return (
    <img src={url} alt={label} width={size} height={size} className="shrink-0 rounded-lg border border-line bg-white" />
  );
}
