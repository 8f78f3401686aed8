import type { CreateLink } from "@shunt/contracts/links";
import { Problem } from "@shunt/contracts/problem";
import type { Caller } from "../../access/index.ts";
import { lockAccess } from "../../auth/index.ts";
import { changeLinks } from "../change/change-links.ts";
import { toNewResults, toResults, writeLinks } from "../change/write-links.ts";
import type { LinksDeps } from "../deps.ts";
import { lockDrafts } from "../lock/lock-drafts.ts";
import type { CreatedLink, Result } from "./created-link.ts";
import type { Draft } from "./draft.ts";
import { insertDrafts } from "./insert-drafts.ts";
import { type PreparedLinks, prepareLinks } from "./prepare-links.ts";

/** Checks before giving up, as a host can be blocked or a code taken between the check and the insert. */
const maxAttempts = 3;

export interface CreateOptions {
  /** Computes the results, then rolls back. */
  isDryRun?: boolean;
  /** Whether the links are those of a file, which may be expired and have a past. */
  isImport?: boolean;
  /** Ends the wait for passwords to be hashed. */
  signal?: AbortSignal;
}

/**
 * Returns one result per input, in order: the link, or a Problem "alias-taken", "external-id-taken",
 * "domain-not-found", "forbidden", "target-refused" or "validation-failed". Links created without an actor have no
 * owner and cannot be changed.
 *
 * @throws Problem "workspace-not-found" or "invalid-token" if the workspace or the account was deleted meanwhile,
 * LaneFull while too many passwords are being hashed, or the reason of the signal
 */
export async function createLinks(
  context: LinksDeps,
  actor: Caller | undefined,
  inputs: readonly CreateLink[],
  { isDryRun = false, isImport = false, signal }: CreateOptions = {},
): Promise<Result[]> {
  for (let attempt = 1; ; attempt++) {
    const { drafts, refusals } = await prepareLinks(context, actor, inputs, { isImport });
    const prepared = { drafts: await lockDrafts(context, actor, drafts, signal), refusals };
    try {
      if (!isDryRun && isPlain(prepared.drafts)) return await createPlainLink(context, actor, prepared);
      return await createInTransaction(context, actor, prepared, { isDryRun });
    } catch (err) {
      if (attempt === maxAttempts || !(await mayRepeat(context, actor, err))) throw err;
    }
  }
}

/**
 * Whether a host was blocked or a code taken after the check. The next check rejects only the links with it.
 *
 * @throws Problem "invalid-token" for a deleted account, which took its workspace with it
 */
async function mayRepeat({ db }: LinksDeps, actor: Caller | undefined, err: unknown): Promise<boolean> {
  if (!(err instanceof Problem)) return false;
  if (err.code === "workspace-not-found" && actor) await lockAccess(db, actor);
  return err.code === "target-refused" || err.code === "alias-taken";
}

/** @throws the Problems that `createLinks` returns */
export async function createLink(
  context: LinksDeps,
  actor: Caller | undefined,
  input: CreateLink,
  signal?: AbortSignal,
): Promise<CreatedLink> {
  const [result] = await createLinks(context, actor, [input], signal && { signal });
  if (result === undefined || result instanceof Problem) throw result;
  return result;
}

/** Whether a single insert is enough. */
function isPlain(drafts: readonly Draft[]): boolean {
  const [draft] = drafts;
  return (
    drafts.length === 1 &&
    draft?.tags.length === 0 &&
    draft.lock === undefined &&
    draft.otherCodes.length === 0 &&
    !draft.mayReuse &&
    draft.settings.externalId === null
  );
}

/** In a transaction shared with concurrent requests. */
async function createPlainLink(
  { batchInserts, config }: LinksDeps,
  actor: Caller | undefined,
  prepared: PreparedLinks,
): Promise<Result[]> {
  const inserted = await insertDrafts(batchInserts, config, actor, prepared.drafts);
  return toResults(prepared, new Map(toNewResults(inserted)));
}

async function createInTransaction(
  context: LinksDeps,
  actor: Caller | undefined,
  prepared: PreparedLinks,
  options: { isDryRun: boolean },
): Promise<Result[]> {
  const { result: results, links: written } = await changeLinks(
    context,
    actor,
    links => writeLinks(links, context.config, actor, prepared),
    options,
  );
  return results.map(result =>
    result instanceof Problem ? result : { ...result, link: written.get(result.link.id) ?? result.link },
  );
}
