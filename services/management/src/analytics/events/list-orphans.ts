import type { Orphans, OrphansQuery } from "@shunt/contracts/analytics";
import { defaultDomainId } from "@shunt/contracts/domains";
import { Problem } from "@shunt/contracts/problem";
import { type Caller, isAdministrator } from "../../access/index.ts";
import { getOwnDomainId } from "../../domains/index.ts";
import type { AnalyticsDeps } from "../deps.ts";
import { addDays } from "../series/period.ts";

/**
 * Visits to codes without a link. Only administrators see those on the shared domain.
 *
 * @throws Problem "forbidden" or "domain-not-found"
 */
export async function listOrphans(context: AnalyticsDeps, actor: Caller, query: OrphansQuery): Promise<Orphans> {
  const domainId = await findDomain(context, actor, query.domain);
  const since = addDays(new Date().toISOString().slice(0, 10), 1 - query.days);
  const rows = await context.clicks.findOrphans({ domainId, since, limit: query.size });
  return {
    period_days: query.days,
    total_hits: rows[0]?.total ?? 0,
    items: rows.map(({ code, hits, human_hits, last_hit_at }) => ({
      code,
      domain: query.domain ?? null,
      hits,
      human_hits,
      last_hit_at: last_hit_at.toISOString(),
    })),
  };
}

async function findDomain({ db }: AnalyticsDeps, actor: Caller, host: string | undefined): Promise<number> {
  if (host === undefined) {
    if (!isAdministrator(actor))
      throw new Problem(
        "forbidden",
        "Only administrators can see orphan visits on the shared domain; add ?domain= with one of your domains",
      );
    return defaultDomainId;
  }
  return getOwnDomainId(db, actor, host);
}
