import { Problem } from "@shunt/contracts";

/**
 * Refuses destinations that would lead back to this shortener, in a circle.
 *
 * @throws Problem "target-refused"
 */
export function judgeTarget(url: string, ownOrigins: readonly string[]): void {
  const { hostname, port } = new URL(url);
  const leadsBack = ownOrigins.some(origin => {
    const own = new URL(origin);
    return own.hostname === hostname && own.port === port;
  });
  if (leadsBack) throw new Problem("target-refused", "A short link must not lead to this shortener itself");
}
