import {
  type CreateLink,
  dependsOnVisitor,
  type LinkSettings,
  type RedirectStatus,
  type UpdateLink,
} from "@shunt/contracts/links";
import { findDefaultStatus } from "../../domains/index.ts";
import type { LinksDeps } from "../deps.ts";
import type { LinkRecord } from "../link-record.ts";
import { applyChanges } from "./apply-changes.ts";

/**
 * Gives a link whose status was omitted or `null` the default of its domain, else of the installation. A default that browsers
 * remember becomes its temporary counterpart for a link whose answer depends on the visitor.
 */
export function withDefaultStatus(
  settings: LinkSettings,
  { redirect_status: given }: Pick<CreateLink, "redirect_status">,
  byDefault: RedirectStatus,
): LinkSettings {
  if (typeof given === "number") return settings;
  const redirectStatus = dependsOnVisitor(settings.rules).length > 0 ? temporary[byDefault] : byDefault;
  return { ...settings, redirectStatus };
}

const temporary = { 301: 302, 302: 302, 307: 307, 308: 307 } as const satisfies Record<RedirectStatus, RedirectStatus>;

/**
 * As `applyChanges`, to a saved link: `redirect_status: null` gives it the status that a new link of its domain would get.
 *
 * @param lock as for `applyChanges`
 */
export async function applyToLink(
  { db, config }: Pick<LinksDeps, "db" | "config">,
  before: LinkRecord,
  changes: UpdateLink,
  lock?: string | null,
): Promise<LinkSettings> {
  const after = applyChanges(before, changes, lock);
  if (changes.redirect_status !== null) return after;
  const ofDomain = await findDefaultStatus(db, before.domainId);
  return withDefaultStatus(after, changes, ofDomain ?? config.links.redirectStatus);
}
