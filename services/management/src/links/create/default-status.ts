import { type CreateLink, dependsOnVisitor, type LinkSettings, type RedirectStatus } from "@shunt/contracts/links";

/**
 * Gives a new link without a status the default of its domain, else of the installation. A default that browsers
 * remember becomes its temporary counterpart for a link whose answer depends on the visitor.
 */
export function withDefaultStatus(
  settings: LinkSettings,
  { redirect_status: given }: Pick<CreateLink, "redirect_status">,
  byDefault: RedirectStatus,
): LinkSettings {
  if (given !== undefined) return settings;
  const redirectStatus = dependsOnVisitor(settings.rules).length > 0 ? temporary[byDefault] : byDefault;
  return { ...settings, redirectStatus };
}

const temporary = { 301: 302, 302: 302, 307: 307, 308: 307 } as const satisfies Record<RedirectStatus, RedirectStatus>;
