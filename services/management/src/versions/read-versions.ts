import type { LinkSettingValues } from "@shunt/contracts/links";
import { Problem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import { type LinkRecord, maxVersionsKept, toSettingValues } from "../links/index.ts";

export interface Version {
  number: number;
  isCurrent: boolean;
  createdAt: Date;
  createdBy: string | null;
  settings: LinkSettingValues;
  /** Null for a link that was created without an account. */
  ownerId: string | null;
  /** Names of the settings that the change to this version set; undefined for the oldest one that is kept. */
  changed: readonly string[] | undefined;
}

/** All versions that are kept, the current one first. */
export async function readVersions(db: Db, link: LinkRecord): Promise<Version[]> {
  const rows = await db
    .selectFrom("link_versions")
    .select(["number", "replaced", "replaced_at as replacedAt", "replaced_by as replacedBy"])
    .where("link_id", "=", link.id)
    .orderBy("number", "desc")
    .limit(maxVersionsKept)
    .execute();
  const versions: Version[] = [];
  let settings: LinkSettingValues = toSettingValues(link);
  let { ownerId } = link;
  for (const { number, replaced, replacedAt, replacedBy } of rows) {
    versions.push({
      number: number + 1,
      isCurrent: versions.length === 0,
      createdAt: replacedAt,
      createdBy: replacedBy,
      settings,
      ownerId,
      changed: Object.keys(replaced),
    });
    const { owner_id, ...replacedSettings } = replaced;
    settings = { ...settings, ...replacedSettings };
    if (owner_id !== undefined) ownerId = owner_id as string | null;
  }
  const number = rows.at(-1)?.number ?? 1;
  const first = { number, isCurrent: rows.length === 0, createdBy: number === 1 ? ownerId : null };
  return [
    ...versions,
    { ...first, createdAt: link.importedAt ?? link.createdAt, settings, ownerId, changed: undefined },
  ];
}

/** @throws Problem "version-not-found" */
export function pickVersion(versions: readonly Version[], number: number): Version {
  const version = versions.find(each => each.number === number);
  if (!version) throw new Problem("version-not-found");
  return version;
}
