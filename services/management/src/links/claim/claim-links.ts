import { type BulkResults, claimDays } from "@shunt/contracts/links";
import { Problem } from "@shunt/contracts/problem";
import { anonymousWorkspaceId, type Db } from "@shunt/db";
import { sql } from "kysely";
import { type Caller, can } from "../../access/index.ts";
import { lockAccess } from "../../auth/index.ts";
import { toBulkResults } from "../bulk/bulk.ts";
import { toRowResult } from "../bulk/row-result.ts";
import { changeLinks } from "../change/change-links.ts";
import { insertOwnerVersion } from "../change/insert-version.ts";
import type { LinksDeps } from "../deps.ts";
import type { LinkRecord } from "../link-record.ts";
import { getLinkRows } from "../link-store.ts";

/**
 * Moves links that were created without an account to the caller's workspace. Returns a result per secret: the link,
 * also if it is the caller's already, or a Problem "claim-invalid", "claim-expired", "claim-taken" or "link-not-found".
 *
 * @throws Problem "rate-limited": each secret counts as a created link, so that guesses and claims are limited
 */
export async function claimLinks(context: LinksDeps, actor: Caller, secrets: readonly string[]): Promise<BulkResults> {
  await context.limits.takeWork(actor.userId, { create: secrets.length });
  const ids = secrets.map(secret => context.claimSecrets.read(secret));
  const outcomes = await claimEach(context, actor, [...new Set(ids.filter(id => id !== undefined))]);
  return toBulkResults(
    ids.map((id, index) => {
      const outcome = id === undefined ? new Problem("claim-invalid") : outcomes.get(id);
      return { index, ...toRowResult(outcome ?? new Problem("link-not-found"), 200, context) };
    }),
  );
}

/** By link. Links that do not exist are missing. */
async function claimEach(
  context: LinksDeps,
  actor: Caller,
  ids: readonly string[],
): Promise<ReadonlyMap<string, LinkRecord | Problem>> {
  if (ids.length === 0) return new Map();
  const { result, links: claimed } = await changeLinks(context, actor, async links => {
    await lockAccess(links.db, actor);
    const open = await lockOpenLinks(links.db, ids);
    const found = await getLinkRows(links.db, ids);
    const problems = found.flatMap(link => {
      const problem = claimProblem(actor, link, open);
      return problem ? [[link.id, problem] as const] : [];
    });
    const free = found.filter(isFree).filter(({ id }) => open.has(id));
    for (const link of free) await insertOwnerVersion(links.db, link, actor);
    await links.claim(
      free.map(({ id }) => id),
      actor,
    );
    for (const { id, code } of free) await links.audit({ action: "link.claimed", subjectId: id, details: { code } });
    return [...found.map(link => [link.id, link] as const), ...problems];
  });
  return new Map<string, LinkRecord | Problem>([...result, ...claimed]);
}

/** Locks the links, in order, and returns those whose secrets have not ended. */
async function lockOpenLinks(tx: Db, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string; isOpen: boolean }>`
    select id, created_at > now() - make_interval(days => ${claimDays}) as "isOpen"
    from links where id = any(${ids}::uuid[]) order by id for update`.execute(tx);
  return new Set(rows.flatMap(({ id, isOpen }) => (isOpen ? id : [])));
}

function claimProblem(actor: Caller, link: LinkRecord, open: ReadonlySet<string>): Problem | undefined {
  if (!isFree(link)) return can(actor, "edit", { ...link, kind: "link" }) ? undefined : new Problem("claim-taken");
  return open.has(link.id) ? undefined : new Problem("claim-expired");
}

function isFree({ workspaceId }: LinkRecord): boolean {
  return workspaceId === anonymousWorkspaceId;
}
