/**
 * The bytes of a page as text, by its byte order mark, its header, or what it says of itself
 * (https://html.spec.whatwg.org/#determining-the-character-encoding). Where nothing is said: UTF-8 if it is, else what the old web was
 * written in.
 */
export function decodeHtml(body: Buffer, contentType: string): string {
  const decoder =
    toDecoder(readByteOrderMark(body)) ??
    toDecoder(/;\s*charset\s*=\s*["']?([^\s"';]+)/i.exec(contentType)?.[1]) ??
    toDecoder(readDeclaration(body)) ??
    new TextDecoder(isUtf8(body) ? "utf-8" : "windows-1252");
  return decoder.decode(body);
}

function toDecoder(label: string | undefined): TextDecoder | undefined {
  if (label === undefined) return undefined;
  try {
    return new TextDecoder(label);
  } catch {
    // A name that nobody knows says nothing.
    return undefined;
  }
}

function readByteOrderMark(body: Buffer): string | undefined {
  const mark = body.toString("hex", 0, 3);
  if (mark === "efbbbf") return "utf-8";
  if (mark.startsWith("feff")) return "utf-16be";
  return mark.startsWith("fffe") ? "utf-16le" : undefined;
}

const declaredWithin = 1_024;
const declaration = /<(?:meta\b[^<>]*\bcharset|\?xml\b[^<>]*\bencoding)\s*=[\s"']*([\w.:-]+)/i;

function readDeclaration(body: Buffer): string | undefined {
  const label = declaration.exec(body.toString("latin1", 0, declaredWithin))?.[1];
  // It could not have been read like this.
  return label && /^utf-?16/i.test(label) ? "utf-8" : label;
}

/** The last character may have been cut. */
function isUtf8(body: Buffer): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(body, { stream: true });
    return true;
  } catch {
    return false;
  }
}
