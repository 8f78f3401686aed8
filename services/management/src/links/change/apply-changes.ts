import {
  type CreateLink,
  type LinkRules,
  type LinkSettings,
  linkSettings,
  type RuleName,
  ruleNames,
  type UpdateLink,
} from "@shunt/contracts/links";

const initialSettings = {
  ...Object.fromEntries(linkSettings.map(({ name, initial }) => [name, initial])),
  rules: null,
} as LinkSettings;

/** @param lock as for `applyChanges` */
export function toSettings(input: CreateLink, lock?: string): LinkSettings {
  return applyChanges(initialSettings, input, lock);
}

/** @param lock public key of the new lock; null removes the lock, undefined keeps it */
export function applyChanges(
  before: LinkSettings,
  changes: CreateLink | UpdateLink,
  lock?: string | null,
): LinkSettings {
  const written: Record<string, unknown> = changes;
  const after: Record<string, unknown> = { rules: applyRuleChanges(before.rules, { ...changes, lock }) };
  for (const { field, name, toStored } of linkSettings) {
    after[name] = written[field] === undefined ? before[name] : toStored(written[field], before[name]);
  }
  return after as LinkSettings;
}

/** Behaviours of a newer release are kept. */
function applyRuleChanges(before: LinkRules | null, changes: Partial<Record<RuleName, unknown>>): LinkRules | null {
  const after: Record<string, unknown> = { ...before };
  for (const field of ruleNames) {
    if (changes[field] !== undefined) after[field] = changes[field];
    if (after[field] === null) delete after[field];
  }
  return Object.keys(after).length === 0 ? null : (after as LinkRules);
}
