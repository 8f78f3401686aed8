import { blankForm, changedFields, formFields, writeField } from "../form/form-fields.ts";
import type { LinkForm } from "../form/link-form.ts";
import { draftsKey } from "./drafts-key.ts";

/** An unfinished link of this browser. */
export interface Draft {
  id: string;
  /** Drafts are shown to the account that wrote them. */
  accountId: string;
  /** That was chosen for the link. */
  workspaceId?: string | undefined;
  /** Milliseconds since 1970. */
  savedAt: number;
  form: LinkForm;
}

const lifetimeMs = 7 * 86_400_000;
const maxDrafts = 10;

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** The drafts of an account that are not older than a week, the newest first. */
export function listDrafts(store: Store, accountId: string, now: number): Draft[] {
  return readDrafts(store, now).filter(draft => draft.accountId === accountId);
}

/** Keeps a draft in place of its earlier state; without its password, and at most ten drafts in all. */
export function saveDraft(store: Store, draft: Draft, now: number): void {
  const safe = { ...draft, form: { ...draft.form, password: blankForm.password } };
  const others = readDrafts(store, now).filter(({ id }) => id !== draft.id);
  const isEmpty = changedFields(safe.form, blankForm).length === 0;
  writeDrafts(store, isEmpty ? others : [safe, ...others]);
}

export function deleteDraft(store: Store, id: string, now: number): void {
  writeDrafts(
    store,
    readDrafts(store, now).filter(draft => draft.id !== id),
  );
}

export function deleteDraftsOf(store: Store, accountId: string, now: number): void {
  writeDrafts(
    store,
    readDrafts(store, now).filter(draft => draft.accountId !== accountId),
  );
}

function readDrafts(store: Store, now: number): Draft[] {
  return parse(store.getItem(draftsKey))
    .filter(({ savedAt }) => now - savedAt < lifetimeMs)
    .sort((a, b) => b.savedAt - a.savedAt)
    .map(draft => ({ ...draft, form: { ...blankForm, ...draft.form } }))
    .filter(({ form }) => isReadable(form));
}

function writeDrafts(store: Store, drafts: Draft[]): void {
  try {
    if (drafts.length === 0) store.removeItem(draftsKey);
    else store.setItem(draftsKey, JSON.stringify(drafts.slice(0, maxDrafts)));
  } catch {
    // The browser's space is used up. The editor works without a draft.
  }
}

/** Entries of another form count as no draft. */
function parse(text: string | null): Draft[] {
  try {
    const stored: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(stored) ? stored.filter(each => typeof each?.savedAt === "number" && each.form) : [];
  } catch {
    return [];
  }
}

/** Whether each value has the type that this release expects. */
function isReadable(form: LinkForm): boolean {
  const fields = Object.keys(form).filter(field => field in formFields) as (keyof LinkForm)[];
  try {
    for (const field of fields) writeField(form, field);
    return true;
  } catch {
    return false;
  }
}
