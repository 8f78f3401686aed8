import { parseAst } from "vitest/node";

/** A passage that people read: a comment, a message, a paragraph. */
export interface Passage {
  line: number;
  text: string;
}

/** Two words or fewer are a name or a label. */
const isProse = (text: string) => text.trim().split(/\s+/).length > 2;

/** Returns the comments and longer strings of a source file, or the paragraphs of any other file. */
export function readProse(file: string, source: string): Passage[] {
  return /\.(?:ts|mjs|js)$/.test(file) ? readCode(source) : readParagraphs(source);
}

function readCode(source: string): Passage[] {
  const strings: Passage[] = [];
  const rest = [...source];
  visit(parseAst(source, { lang: "ts" }), ({ start, end, text }) => {
    strings.push({ line: toLine(source, start), text });
    rest.fill(" ", start, end);
  });
  // With strings and patterns blanked out, everything that looks like a comment is one.
  const comments = [...rest.join("").matchAll(/\/\*.*?\*\/|(?:^[ \t]*\/\/[^\n]*\n?)+|\/\/[^\n]*/gms)].map(comment => ({
    line: toLine(source, comment.index + comment[0].search(/\S/)),
    text: toPlain(comment[0].replaceAll(/^[ \t]*(?:\/\*+|\*\/|\*|\/\/)|\*\/$/gm, "")),
  }));
  return [...strings, ...comments].filter(({ text }) => isProse(text));
}

function readParagraphs(source: string): Passage[] {
  return [...source.matchAll(/\S.*?(?=\n\s*\n|\n\s*(?:[-*|#]|\d+\.)\s|$(?![\s\S]))/gs)]
    .map(paragraph => ({
      line: toLine(source, paragraph.index),
      text: toPlain(paragraph[0].replaceAll(/^\s*(?:[-*|#]+|\d+\.)\s/gm, "")),
    }))
    .filter(({ text }) => isProse(text));
}

const toPlain = (text: string) =>
  text
    .replaceAll(/`[^`]*`/g, "`…`")
    .replaceAll(/\s+/g, " ")
    .trim();

const toLine = (source: string, offset: number) => source.slice(0, offset).split("\n").length;

interface Node {
  type: string;
  start: number;
  end: number;
  value?: unknown;
  regex?: object;
  quasis?: { value: { cooked: string | null } }[];
}

/** Calls `onText` with every string, template and pattern. "…" replaces the values of templates. */
function visit(tree: unknown, onText: (found: { start: number; end: number; text: string }) => void): void {
  if (typeof tree !== "object" || tree === null) return;
  const node = tree as Node;
  if (node.type === "TemplateLiteral") {
    const text = (node.quasis ?? []).map(({ value }) => value.cooked ?? "").join("…");
    onText({ start: node.start, end: node.end, text: toPlain(text) });
  } else if (node.type === "Literal" && (typeof node.value === "string" || node.regex)) {
    onText({ start: node.start, end: node.end, text: node.regex ? "" : String(node.value) });
  }
  for (const child of Object.values(tree)) visit(child, onText);
}
