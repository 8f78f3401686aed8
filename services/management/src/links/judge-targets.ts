import { Problem } from "@shunt/contracts";
import type { Db } from "@shunt/db";

/**
 * Refuses destinations that would lead back to this shortener, in a circle: to its own origins, or to anybody's domain of
 * short links. And those on a host that administrators have blocked, or below it.
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
  const blocked = await findBlocked(db, urls.map(toName).flatMap(toSuffixes));
  if (blocked !== undefined) throw new Problem("target-refused", `No short link may lead to ${blocked}`);
}

/** Without the dot that a name may end with, and that makes no other name of it. */
function toName({ hostname }: URL): string {
  return hostname.replace(/\.$/, "");
}

async function findDomain(db: Db, hosts: readonly string[]): Promise<boolean> {
  const row = await db.selectFrom("domains").select("id").where("host", "in", hosts).limit(1).executeTakeFirst();
  return row !== undefined;
}

/** A name and all that it lies below: `a.b.example` lies below `b.example` and `example`. */
function toSuffixes(name: string): string[] {
  const labels = name.split(".");
  return labels.map((_label, i) => labels.slice(i).join("."));
}

async function findBlocked(db: Db, names: readonly string[]): Promise<string | undefined> {
  const row = await db
    .selectFrom("blocked_hosts")
    .select("host")
    .where("host", "in", names)
    .limit(1)
    .executeTakeFirst();
  return row?.host;
}
