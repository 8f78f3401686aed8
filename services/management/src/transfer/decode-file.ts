import { isUtf8 } from "node:buffer";
import { fieldProblem, Problem } from "@shunt/contracts/problem";

/** Without a byte order mark. */
export interface DecodedFile {
  utf8: Buffer;
  encoding: string;
}

const byteOrderMarks = [
  { encoding: "utf-8", mark: Buffer.from([0xef, 0xbb, 0xbf]) },
  { encoding: "utf-16le", mark: Buffer.from([0xff, 0xfe]) },
  { encoding: "utf-16be", mark: Buffer.from([0xfe, 0xff]) },
];

/**
 * Decodes by byte order mark, else by the declared charset, else as UTF-8 if valid, else as Windows-1252, which western
 * spreadsheets save.
 *
 * @param charset a label (https://encoding.spec.whatwg.org/#names-and-labels)
 * @throws Problem "unsupported-media-type" for an unknown charset, "validation-failed" for invalid bytes
 */
export function decodeFile(bytes: Buffer, charset: string | undefined): DecodedFile {
  const marked = byteOrderMarks.find(({ mark }) => bytes.subarray(0, mark.length).equals(mark));
  const content = marked ? bytes.subarray(marked.mark.length) : bytes;
  const declared = marked?.encoding ?? (charset === undefined ? undefined : toEncoding(charset));
  const encoding = declared ?? (isUtf8(content) ? "utf-8" : "windows-1252");
  const utf8 = encoding === "utf-8" && isUtf8(content) ? content : transcode(content, encoding);
  assertNoLostCharacters(utf8, encoding);
  return { utf8, encoding };
}

function toEncoding(charset: string): string {
  try {
    return new TextDecoder(charset).encoding;
  } catch (err) {
    throw new Problem("unsupported-media-type", `The charset ${charset.slice(0, 40)} is unknown. Use UTF-8.`, {
      cause: err,
    });
  }
}

function transcode(bytes: Buffer, encoding: string): Buffer {
  try {
    return Buffer.from(new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (err) {
    // Decode leniently to find the line of the first invalid byte.
    const lenient = Buffer.from(new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes));
    const line = toLine(lenient, lenient.indexOf("\ufffd"));
    throw Object.assign(fieldProblem("", `line ${line} is not valid ${encoding}. ${advice}`), { cause: err });
  }
}

const advice = "Save the file as UTF-8 and send it again.";

/** Signs of a wrong encoding. */
const lostCharacters = [
  { character: "\ufffd", reason: "contains U+FFFD, which replaces a character lost in an earlier conversion" },
  { character: "\0", reason: "contains a NUL character" },
];
const unassigned = ["\x81", "\x8d", "\x8f", "\x90", "\x9d"].map(character => ({
  character,
  reason: "is neither valid UTF-8 nor Windows-1252",
}));

function assertNoLostCharacters(utf8: Buffer, encoding: string): void {
  const all = encoding === "windows-1252" ? [...lostCharacters, ...unassigned] : lostCharacters;
  for (const { character, reason } of all) {
    const position = utf8.indexOf(character);
    if (position >= 0) throw fieldProblem("", `line ${toLine(utf8, position)} ${reason}. ${advice}`);
  }
}

/** Counted from 1. */
function toLine(utf8: Buffer, position: number): number {
  return 1 + countLineEnds(utf8.subarray(0, Math.max(0, position)));
}

/** Counts CR LF, LF and CR. */
export function countLineEnds(utf8: Buffer): number {
  let count = 0;
  for (let i = 0; i < utf8.length; i++) {
    const byte = utf8[i];
    if (byte === 0x0a || (byte === 0x0d && utf8[i + 1] !== 0x0a)) count++;
  }
  return count;
}
