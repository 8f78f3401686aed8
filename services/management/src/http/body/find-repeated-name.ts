/**
 * Returns a name that an object of a JSON text has twice. `JSON.parse` keeps the last value of such a name, other parsers the first
 * (RFC 8259, section 4), so that what one program checked could differ from what another does.
 *
 * @param value the parsed text
 * @param members the number of members of all objects in the text
 */
export function findRepeatedName(text: string, value: unknown, members: number): string | undefined {
  return countMembers(value) === members ? undefined : searchRepeatedName(text);
}

function countMembers(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const inner = Object.values(value).reduce<number>((sum, each) => sum + countMembers(each), 0);
  return Array.isArray(value) ? inner : inner + Object.keys(value).length;
}

/** Takes longer than parsing, so only texts that have such a name get here. */
function searchRepeatedName(text: string): string | undefined {
  const open: Set<string>[] = [];
  let latest = "";
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === '"') {
      const end = findStringEnd(text, i);
      latest = text.slice(i, end + 1);
      i = end;
    } else if (character === "{" || character === "[") open.push(new Set());
    else if (character === "}" || character === "]") open.pop();
    else if (character === ":") {
      const [name, names] = [JSON.parse(latest) as string, open.at(-1)];
      if (names?.has(name)) return name;
      names?.add(name);
    }
  }
  return undefined;
}

function findStringEnd(text: string, start: number): number {
  let i = start + 1;
  while (text[i] !== '"') i += text[i] === "\\" ? 2 : 1;
  return i;
}
