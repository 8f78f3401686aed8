import type { Link } from "@shunt/contracts/links";

type Named = Pick<Link, "short_code" | "title">;

/**
 * Puts links that a search found in the order in which people mean them: the code itself, codes and titles that begin
 * with the text, those that contain it, and last those found by something that is not shown. Else the order stays.
 */
export function rankLinks<L extends Named>(links: readonly L[], search: string): L[] {
  const text = search.toLowerCase();
  return links.toSorted((one, other) => toRank(one, text) - toRank(other, text));
}

function toRank({ short_code, title }: Named, text: string): number {
  const names = [short_code, title ?? ""].map(name => name.toLowerCase());
  if (names[0] === text) return 0;
  if (names.some(name => name.startsWith(text))) return 1;
  return names.some(name => name.includes(text)) ? 2 : 3;
}
