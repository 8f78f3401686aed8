import { UpdateLink } from "@shunt/contracts/links";
import type { Db } from "@shunt/db";
import type { Caller } from "../access/index.ts";
import { parseValue } from "../http/index.ts";
import { changeSettings, type LinkRecord, type LinksDeps } from "../links/index.ts";
import { pickVersion, readVersions } from "./read-versions.ts";
import { listDifferences, toValue } from "./to-version-bodies.ts";

/**
 * Sets all settings to those of a version. Restoring the current version changes nothing.
 *
 * @throws Problem "version-not-found", and those of `changeSettings`
 */
export function restoreVersion(
  context: LinksDeps,
  actor: Caller,
  { id, number }: { id: string; number: number },
  ifMatch?: string,
): Promise<LinkRecord> {
  return changeSettings(context, actor, id, (tx, link) => toChanges(tx, link, number), { ifMatch });
}

async function toChanges(tx: Db, link: LinkRecord, number: number): Promise<UpdateLink> {
  const versions = await readVersions(tx, link);
  const { settings } = pickVersion(versions, number);
  const fields = listDifferences(settings, versions[0]?.settings ?? {});
  if (fields.length === 0) return { title: link.title };
  return parseValue(UpdateLink, Object.fromEntries(fields.map(field => [field, toValue(settings, field)])), "body");
}
