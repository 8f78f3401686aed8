import { ShortCodeParams } from "../link-ref.ts";
import type { Operation } from "../operation.ts";
import { QrQuery } from "../qr.ts";

export const qrOperations = {
  getQrCode: {
    method: "get",
    path: "/api/v1/qr/:short_code",
    tag: "qr",
    summary: "The short URL as a QR code",
    description:
      "Marked with `qr=1`, so that scans are told from clicks. Logos that are fetched are counted by a limit of their own.",
    auth: "none",
    limit: "picture",
    params: ShortCodeParams,
    query: QrQuery,
    success: { status: 200, mediaTypes: ["image/png", "image/svg+xml"] },
    problems: ["link-not-found", "domain-not-found", "target-refused"],
  },
} as const satisfies Record<string, Operation>;
