import { type CreateLink, type LinkSettings, linkSettings, type UpdateLink } from "@shunt/contracts/links";

const initialSettings = Object.fromEntries(linkSettings.map(({ name, initial }) => [name, initial])) as LinkSettings;

export function toSettings(input: CreateLink): LinkSettings {
  return applyChanges(initialSettings, input);
}

export function applyChanges(before: LinkSettings, changes: CreateLink | UpdateLink): LinkSettings {
  const written: Record<string, unknown> = changes;
  const after: Record<string, unknown> = {};
  for (const { field, name, toStored } of linkSettings) {
    after[name] = written[field] === undefined ? before[name] : toStored(written[field], before[name]);
  }
  return after as LinkSettings;
}
