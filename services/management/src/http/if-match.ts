import { Problem } from "@shunt/contracts/problem";

/**
 * The entity tag of something that has a version and numbers that change beside it. Both are in the tag, as it stands for the
 * whole answer; a change is refused only where the version is another.
 */
export function toEntityTag(version: number, volatile: number): string {
  return `"${version}-${volatile}"`;
}

/**
 * Holds `If-Match` against a version (RFC 9110, 13.1.1): no header, `*`, or a tag with this version lets the change happen.
 *
 * @throws Problem "precondition-failed" when somebody else has changed it since
 */
export function assertMatch(ifMatch: string | undefined, version: number): void {
  if (ifMatch === undefined || ifMatch.trim() === "*") return;
  const versions = ifMatch.split(",").map(tag => /^"(\d+)-\d+"$/.exec(tag.trim())?.[1]);
  if (!versions.includes(String(version))) throw new Problem("precondition-failed");
}
