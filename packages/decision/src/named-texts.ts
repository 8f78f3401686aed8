/** Texts by their name: parameters of a query, or cookies. */
export type NamedTexts = ReadonlyMap<string, readonly string[]>;

/** Texts of one name that are kept. Visitors may send thousands, and a link may have a thousand conditions on them. */
const maxTexts = 100;

export function toNamedTexts(pairs: Iterable<readonly [name: string, text: string]>): NamedTexts {
  const texts = new Map<string, string[]>();
  for (const [name, text] of pairs) {
    const known = texts.get(name);
    if (known === undefined) texts.set(name, [text]);
    else if (known.length < maxTexts) known.push(text);
  }
  return texts;
}
