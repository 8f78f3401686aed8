import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readText, root } from "../repository.ts";
import { documents } from "./read-documents.ts";

test.each(documents)("every relative link in %s leads to a file and a heading that exist", document => {
  expect(findLinks(readText(document)).filter(link => !exists(document, link))).toEqual([]);
});

test.each([
  ["a missing file", "docs/api.md", "nowhere.md", false],
  ["a missing heading", "docs/api.md", "#nowhere", false],
  ["a missing heading of another document", "README.md", "docs/api.md#nowhere", false],
  ["a heading with code and punctuation", "README.md", "docs/architecture.md#how-to-add", true],
])("exists finds %s", (_case, document, link, expected) => {
  expect(exists(document, link)).toBe(expected);
});

/** Destinations of Markdown links and images, without those to other sites. */
function findLinks(markdown: string): string[] {
  const text = markdown.replaceAll(/^```.*?^```/gms, "").replaceAll(/`[^`\n]*`/g, "");
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link).filter(link => !/^[a-z]+:/.test(link));
}

function exists(document: string, link: string): boolean {
  const [path = "", heading] = link.split("#");
  const target = path === "" ? document : join(document, "..", path);
  if (!existsSync(join(root, target))) return false;
  return heading === undefined || toAnchors(readText(target)).includes(heading);
}

/** Anchors of the headings, by the rules of GitHub. */
function toAnchors(markdown: string): string[] {
  const text = markdown.replaceAll(/^```.*?^```/gms, "");
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replaceAll(" ", "-"),
  );
}
