const endOfHead = "\r\n\r\n";
/** Methods without a body and the forms of target that this service answers. Methods and versions are case-sensitive, schemes are not. */
const requestLine = /^((?:GET|HEAD) )((?:\/|[Hh][Tt][Tt][Pp][Ss]?:\/\/).*) HTTP\/1\.[01]$/s;
const notInTarget = /[^!-~]+/g;

/**
 * Percent-encodes what may not stand in a request target: bytes beyond ASCII, control characters and blanks. The connection is to be
 * closed after the answer, so that nothing depends on how an intermediary has read the same bytes (RFC 9112, 3.2).
 *
 * @param packet bytes that came together
 * @param refusedAt index of the byte that was refused
 * @returns the request with the refused byte, and all bytes behind it; undefined where its first line is not complete in the packet,
 * where the refused byte is outside its target, and where the target has nothing to encode
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

/** @param bytes as characters of Latin-1 */
function encodeBytes(bytes: string): string {
  let encoded = "";
  for (let i = 0; i < bytes.length; i++) encoded += encodings[bytes.charCodeAt(i)];
  return encoded;
}
