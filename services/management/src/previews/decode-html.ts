/**
 * Decodes by byte order mark, Content-Type or the page's own declaration
 * (https://html.spec.whatwg.org/#determining-the-character-encoding), else as UTF-8 if valid, else as Windows-1252.
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
    // Unknown label.
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
  // A declaration readable as ASCII cannot be in UTF-16.
  return label && /^utf-?16/i.test(label) ? "utf-8" : label;
}

/** The body, and with it the last character, may have been cut. */
function isUtf8(body: Buffer): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(body, { stream: true });
    return true;
  } catch {
    return false;
  }
}
