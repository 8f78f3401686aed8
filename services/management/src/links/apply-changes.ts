import { type CreateLink, type LinkSettings, linkSettings, type UpdateLink } from "@shunt/contracts";

/** The settings of a new link. */
export function toSettings(input: CreateLink): LinkSettings {
  const initial = Object.fromEntries(linkSettings.map(setting => [setting.name, setting.initial]));
  return applyChanges(initial as LinkSettings, input);
}

/** The settings after a change. A setting that is left out keeps its value. */
export function applyChanges(before: LinkSettings, changes: CreateLink | UpdateLink): LinkSettings {
  const written: Partial<Record<string, unknown>> = changes;
  const after = linkSettings.map(({ field, name, toStored }) => [
    name,
    written[field] === undefined ? before[name] : toStored(written[field], before[name]),
  ]);
  return Object.fromEntries(after) as LinkSettings;
}
