import type { Transform } from "node:stream";
import { constants, createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from "node:zlib";
import { Problem } from "@shunt/contracts/problem";

/** A window of 8 MB, which decoders should support (RFC 8878, 3.1.1.1.2). The default of the library is up to 128 MB. */
const zstdWindowLog = 23;

const decoders: Readonly<Record<string, () => Transform>> = {
  gzip: () => createGunzip(),
  deflate: () => createInflate(),
  br: () => createBrotliDecompress(),
  zstd: () => createZstdDecompress({ params: { [constants.ZSTD_d_windowLogMax]: zstdWindowLog } }),
};

export const contentEncodings = Object.keys(decoders).join(", ");

/**
 * Returns a factory of the decompressor of a body; undefined for an uncompressed body.
 *
 * @throws Problem "unsupported-media-type" for an unsupported encoding, or several
 */
export function findDecoder(contentEncoding: string | undefined): (() => Transform) | undefined {
  const encoding = contentEncoding?.trim().toLowerCase() ?? "";
  if (encoding === "" || encoding === "identity") return undefined;
  const create = Object.hasOwn(decoders, encoding) ? decoders[encoding] : undefined;
  if (create) return create;
  throw new Problem(
    "unsupported-media-type",
    `This Content-Encoding is not supported. Use one of: ${contentEncodings}`,
  );
}
