import { Problem } from "@shunt/contracts";
import type { Db } from "@shunt/db";

/**
 * Refuses destinations that would lead back to this shortener, in a circle: to its own origins, or to anybody's domain of
 * short links.
 *
 * @throws Problem "target-refused"
 */
export async function judgeTargets(db: Db, targets: readonly string[], ownOrigins: readonly string[]): Promise<void> {
  const urls = targets.map(target => new URL(target));
  const own = ownOrigins.map(origin => new URL(origin));
  const leadsBack =
    urls.some(url => own.some(({ hostname, port }) => hostname === toName(url) && port === url.port)) ||
    (await findDomain(db, urls.map(toName)));
  if (leadsBack) throw new Problem("target-refused", "A short link must not lead to this shortener itself");
}

/** Without the dot that a name may end with, and that makes no other name of it. */
function toName({ hostname }: URL): string {
  return hostname.replace(/\.$/, "");
}

async function findDomain(db: Db, hosts: readonly string[]): Promise<boolean> {
  const row = await db.selectFrom("domains").select("id").where("host", "in", hosts).limit(1).executeTakeFirst();
  return row !== undefined;
}
