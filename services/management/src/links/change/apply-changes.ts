import {
  type CreateLink,
  type LinkRules,
  type LinkSettings,
  linkSettings,
  ruleFields,
  type UpdateLink,
} from "@shunt/contracts/links";

const initialSettings = {
  ...Object.fromEntries(linkSettings.map(({ name, initial }) => [name, initial])),
  rules: null,
} as LinkSettings;

export function toSettings(input: CreateLink): LinkSettings {
  return applyChanges(initialSettings, input);
}

export function applyChanges(before: LinkSettings, changes: CreateLink | UpdateLink): LinkSettings {
  const written: Record<string, unknown> = changes;
  const after: Record<string, unknown> = { rules: applyRuleChanges(before.rules, changes) };
  for (const { field, name, toStored } of linkSettings) {
    after[name] = written[field] === undefined ? before[name] : toStored(written[field], before[name]);
  }
  return after as LinkSettings;
}

/** Behaviours of a newer release are kept. */
function applyRuleChanges(before: LinkRules | null, changes: CreateLink | UpdateLink): LinkRules | null {
  const after: Record<string, unknown> = { ...before };
  for (const field of ruleFields) {
    if (changes[field] !== undefined) after[field] = changes[field];
    if (after[field] === null) delete after[field];
  }
  return Object.keys(after).length === 0 ? null : (after as LinkRules);
}
