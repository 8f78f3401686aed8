import { Problem } from "@shunt/contracts/problem";

/**
 * Returns the entity tag of a resource with a version and numbers that change independently. The tag contains both, because it
 * identifies the whole response; `assertMatch` compares only the version.
 */
export function toEntityTag(version: number, volatile: number): string {
  return `"${version}-${volatile}"`;
}

/**
 * Checks `If-Match` against a version (RFC 9110, 13.1.1). No header, `*`, and a tag with this version pass.
 *
 * @throws Problem "precondition-failed" for another version
 */
export function assertMatch(ifMatch: string | undefined, version: number): void {
  if (ifMatch === undefined || ifMatch.trim() === "*") return;
  const versions = ifMatch.split(",").map(tag => /^"(\d+)-\d+"$/.exec(tag.trim())?.[1]);
  if (!versions.includes(String(version))) throw new Problem("precondition-failed");
}
