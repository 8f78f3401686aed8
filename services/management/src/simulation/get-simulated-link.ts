import { toCachedLink } from "@shunt/contracts/cached";
import type { UpdateLink } from "@shunt/contracts/links";
import { Problem, validationProblem } from "@shunt/contracts/problem";
import { cachedDomainColumns } from "@shunt/db";
import { createLockKeys } from "@shunt/decision";
import type { Caller } from "../access/index.ts";
import {
  applyToLink,
  createLinkCheck,
  getOwnLink,
  type LinkRecord,
  type LinksDeps,
  movedToPast,
} from "../links/index.ts";
import { findRefusedHosts } from "../targets/index.ts";
import { fillUtmFields } from "../utm-templates/index.ts";
import type { SimulatedLink } from "./simulated-link.ts";

/**
 * The link and its domain as the redirect has them, with the settings to try out.
 *
 * @throws Problem "link-not-found", and "validation-failed" or "target-refused" for settings that could not be saved
 */
export async function getSimulatedLink(
  context: LinksDeps,
  actor: Caller,
  id: string,
  settings: UpdateLink | undefined,
): Promise<SimulatedLink> {
  const record = await getOwnLink(context, actor, id, "read");
  const domain = await context.db
    .selectFrom("domains")
    .select(cachedDomainColumns)
    .where("id", "=", record.domainId)
    .executeTakeFirstOrThrow();
  const filled = settings && (await fillUtmFields(context.db, actor, record.workspaceId, settings, "/settings"));
  const link = filled === undefined ? record : await trySettings(context, record, filled);
  const clicks = record.clicksUsed ?? record.clickCount;
  return { link: toCachedLink(link), isPublic: link.isPublic, domain, code: record.code, clicks };
}

async function trySettings(
  { db, config }: LinksDeps,
  before: LinkRecord,
  { password, ...settings }: UpdateLink,
): Promise<LinkRecord> {
  // No visitor has a ticket of this lock, so any key serves.
  const lock = password ? createLockKeys().publicKey : password;
  const after = { ...before, ...(await applyToLink({ db, config }, before, settings, lock)) };
  const check = await createLinkCheck(names => findRefusedHosts(db, names), config, [after]);
  const refusal = movedToPast(before, after) ?? check(after);
  if (refusal) throw inSettings(refusal);
  return after;
}

function inSettings(refusal: Problem): Problem {
  if (refusal.errors === undefined) return refusal;
  const errors = refusal.errors.map(error => ({ ...error, pointer: `/settings${error.pointer}` }));
  return refusal.code === "validation-failed"
    ? validationProblem(errors)
    : new Problem(refusal.code, refusal.message, { errors });
}
