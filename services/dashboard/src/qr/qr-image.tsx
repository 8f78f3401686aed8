import { Suspense } from "react";
import { lazyPart } from "../ui/lazy-part.tsx";
import type { QrImageProps } from "./qr-image-props.ts";

const DrawnQrImage = lazyPart(async () => (await import("./draw-qr-image.tsx")).DrawnQrImage);

/** A plain QR code, drawn here by the function that also draws those of the API, so that a secret in it goes nowhere. */
export function QrImage(props: QrImageProps) {
  const place = <span className="block" style={{ width: props.size, height: props.size }} />;
  return (
    <Suspense fallback={place}>
      <DrawnQrImage {...props} />
    </Suspense>
  );
}
