const endOfHead = "\r\n\r\n";
/** Supported methods and target forms. Methods and versions are case-sensitive, schemes are not. */
const requestLine = /^((?:GET|HEAD) )((?:\/|[Hh][Tt][Tt][Pp][Ss]?:\/\/).*) HTTP\/1\.[01]$/s;
const notInTarget = /[^!-~]+/g;

/**
 * Percent-encodes the invalid bytes of a request target: non-ASCII, control characters and spaces. Adds `Connection:
 * close`, because an intermediary may have parsed the same bytes differently (RFC 9112, 3.2).
 *
 * @param packet bytes received together
 * @param refusedAt index of the refused byte
 * @returns the request that contains the refused byte, and all bytes after it; undefined if its request line is
 * incomplete, if the refused byte is outside the target, or if there is nothing to encode
 */
export function encodeTarget(packet: Buffer, refusedAt: number): Buffer | undefined {
  const text = packet.toString("latin1");
  const before = text.lastIndexOf(endOfHead, refusedAt);
  const start = before < 0 ? 0 : before + endOfHead.length;
  const end = text.indexOf("\r\n", start);
  if (end < 0) return undefined;
  const [, method = "", target = ""] = requestLine.exec(text.slice(start, end)) ?? [];
  const targetStart = start + method.length;
  const targetEnd = targetStart + target.length;
  if (refusedAt < targetStart || refusedAt >= targetEnd) return undefined;
  const encoded = target.replace(notInTarget, encodeBytes);
  if (encoded === target) return undefined;
  const version = text.slice(targetEnd, end);
  return Buffer.from(`${method}${encoded}${version}\r\nConnection: close${text.slice(end)}`, "latin1");
}

const encodings = Array.from({ length: 256 }, (_, byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`);

/** @param bytes as Latin-1 characters */
function encodeBytes(bytes: string): string {
  let encoded = "";
  for (let i = 0; i < bytes.length; i++) encoded += encodings[bytes.charCodeAt(i)];
  return encoded;
}
