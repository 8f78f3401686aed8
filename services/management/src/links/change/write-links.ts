import { Problem } from "@shunt/contracts/problem";
import { anonymousWorkspaceId } from "@shunt/db";
import type { Caller } from "../../access/index.ts";
import type { Config } from "../../config.ts";
import type { Result } from "../create/created-link.ts";
import { findExisting, noExistingLinks } from "../create/find-existing.ts";
import { insertDrafts } from "../create/insert-drafts.ts";
import { findDraftsWithTakenCodes } from "../create/other-codes.ts";
import type { PreparedLinks } from "../create/prepare-links.ts";
import type { LinkRecord } from "../link-record.ts";
import { addTags } from "../tags/link-tags.ts";
import type { LinkChanges } from "./link-changes.ts";

/** Returns one result per input, in order. The links in it do not have their tags and further codes yet. */
export async function writeLinks(
  links: LinkChanges,
  config: Pick<Config, "links">,
  actor: Caller | undefined,
  prepared: PreparedLinks,
): Promise<Result[]> {
  const { drafts } = prepared;
  const { results: existing, sharing } = actor ? await findExisting(links.db, actor, drafts) : noExistingLinks;
  const candidates = drafts.filter(({ id }) => !existing.has(id) && !sharing.has(id));
  const taken = await findDraftsWithTakenCodes(links.db, actor?.workspaceId ?? anonymousWorkspaceId, candidates);
  const fresh = candidates.filter(({ id }) => !taken.has(id));
  const inserted = await insertDrafts(newLinks => links.create(newLinks), config, actor, fresh);
  await addTags(
    links,
    fresh.flatMap(({ id, tags }) => (inserted.has(id) ? tags.map(name => ({ linkId: id, name })) : [])),
  );
  const results = new Map([...existing, ...toNewResults(inserted)]);
  for (const [id, firstDraft] of sharing) {
    const result = results.get(firstDraft);
    if (result) results.set(id, result instanceof Problem ? result : { link: result.link, isNew: false });
  }
  return toResults(prepared, results);
}

export function toNewResults(inserted: ReadonlyMap<string, LinkRecord>): [string, Result][] {
  return [...inserted].map(([id, link]) => [id, { link, isNew: true }]);
}

/** @param results by draft id; drafts whose alias is taken are missing */
export function toResults({ refusals, drafts }: PreparedLinks, results: ReadonlyMap<string, Result>): Result[] {
  const all: (Result | undefined)[] = [...refusals];
  for (const { position, id } of drafts) all[position] = results.get(id) ?? new Problem("alias-taken");
  return all as Result[];
}
