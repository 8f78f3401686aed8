const endOfHead = "\r\n\r\n";
/** A request without a body, in any form of target that this service answers. */
const requestLine = /^(GET|HEAD) ((?:\/|https?:\/\/).*) (HTTP\/1\.[01])$/is;
const notInTarget = /[^!-~]+/g;

/**
 * Percent-encodes what may not stand in a request target: bytes beyond ASCII, control characters and blanks. The connection is to be
 * closed after the answer, so that nothing depends on how an intermediary has read the same bytes (RFC 9112, 3.2).
 *
 * @param packet bytes that came together
 * @param refusedAt index of the byte that was refused
 * @returns the request with which the refused byte belongs, and all that follows; undefined where it is none, or does not begin and
 * end its first line in these bytes
 */
export function encodeTarget(packet: Buffer, refusedAt: number): Buffer | undefined {
  const text = packet.toString("latin1");
  const before = text.lastIndexOf(endOfHead, refusedAt);
  const start = before < 0 ? 0 : before + endOfHead.length;
  const end = text.indexOf("\r\n", start);
  if (end < 0) return undefined;
  const [, method, target = "", version] = requestLine.exec(text.slice(start, end)) ?? [];
  if (method === undefined) return undefined;
  const line = `${method} ${target.replace(notInTarget, encodeBytes)} ${version}`;
  return Buffer.from(`${line}\r\nConnection: close${text.slice(end)}`, "latin1");
}

const encodings = Array.from({ length: 256 }, (_, byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`);

/** @param bytes as characters of Latin-1 */
function encodeBytes(bytes: string): string {
  let encoded = "";
  for (let i = 0; i < bytes.length; i++) encoded += encodings[bytes.charCodeAt(i)];
  return encoded;
}
