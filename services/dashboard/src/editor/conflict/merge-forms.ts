import { changedFields, writeField } from "../form/form-fields.ts";
import type { FormField, LinkForm } from "../form/link-form.ts";

export type Side = "mine" | "theirs";

export interface Conflict {
  /** Fields that both have changed, differently. */
  contested: FormField[];
  /** Fields that only the others have changed. Their values stay. */
  theirs: FormField[];
}

/** Compares two changes of one state. @param before the state that both changed */
export function findConflict(before: LinkForm, mine: LinkForm, theirs: LinkForm): Conflict {
  const changedByMe = changedFields(mine, before);
  const changedByThem = changedFields(theirs, before);
  const isSame = (field: FormField) =>
    JSON.stringify(writeField(mine, field)) === JSON.stringify(writeField(theirs, field));
  return {
    contested: changedByThem.filter(field => changedByMe.includes(field) && !isSame(field)),
    theirs: changedByThem.filter(field => !changedByMe.includes(field)),
  };
}

/** Both changes in one form. Contested fields follow `choices`; without a choice, the caller's value stays. */
export function mergeForms(
  { before, mine, theirs }: { before: LinkForm; mine: LinkForm; theirs: LinkForm },
  choices: Partial<Record<FormField, Side>>,
): LinkForm {
  const kept = changedFields(mine, before).filter(field => choices[field] !== "theirs");
  return { ...theirs, ...Object.fromEntries(kept.map(field => [field, mine[field]])) };
}
