import { ShortCodeParams } from "../link-ref.ts";
import type { Operation } from "../operation.ts";
import { QrQuery } from "../qr.ts";

export const qrOperations = {
  getQrCode: {
    method: "get",
    path: "/api/v1/qr/:short_code",
    tag: "qr",
    summary: "Get the QR code of a short URL",
    description:
      "The encoded URL ends with `qr=1`, so that scans can be counted apart. Fetching a logo counts against a limit of its own.",
    auth: "none",
    limit: "picture",
    params: ShortCodeParams,
    query: QrQuery,
    success: { status: 200, mediaTypes: ["image/png", "image/svg+xml"] },
    problems: ["link-not-found", "domain-not-found", "target-refused"],
  },
} as const satisfies Record<string, Operation>;
