import { lazy, Suspense } from "react";
import type { QrImageProps } from "./qr-image-props.ts";

const DrawnQrImage = lazy(() => import("./draw-qr-image.tsx").then(module => ({ default: module.DrawnQrImage })));

/** A plain QR code, drawn here by the function that also draws those of the API, so that a secret in it goes nowhere. */
export function QrImage(props: QrImageProps) {
  const place = <span className="block" style={{ width: props.size, height: props.size }} />;
  return (
    <Suspense fallback={place}>
      <DrawnQrImage {...props} />
    </Suspense>
  );
}
