import { createHash } from "node:crypto";
import type { StoredClick } from "../store/stored-click.ts";

/** Hexadecimal digits for the position of a click in its part. */
const positionDigits = 5;

/**
 * Returns the id of each click of a part of a batch, by its time and position: a UUID version 7 (RFC 9562, 5.7) whose random bits
 * are a hash of the part's name and the position. So the clicks that are stored under a name are found without storing it.
 *
 * @param part name
 */
export function createClickIds(part: string): (at: number, position: number) => string {
  const suffix = toSuffix(part);
  return (at, position) => {
    const time = at.toString(16).padStart(12, "0");
    return `${time.slice(0, 8)}-${time.slice(8)}${suffix}${position.toString(16).padStart(positionDigits, "0")}`;
  };
}

/** Gives the clicks of a part their ids. */
export function identify({ name, clicks }: { name: string; clicks: readonly StoredClick[] }): void {
  const idOf = createClickIds(name);
  for (const [i, click] of clicks.entries()) click.id = idOf(click.at, i);
}

/** Pattern for LIKE that matches the ids of a part's clicks. */
export function toIdPattern(part: string): string {
  return `%${toSuffix(part)}${"_".repeat(positionDigits)}`;
}

/** The digits between time and position, the same in all ids of a part. */
function toSuffix(part: string): string {
  const hash = createHash("sha256").update(part).digest("hex");
  // Two bits of the fourth group are the variant.
  const variant = "89ab"[Number.parseInt(hash.charAt(3), 16) % 4];
  return `-7${hash.slice(0, 3)}-${variant}${hash.slice(4, 7)}-${hash.slice(7, 14)}`;
}
