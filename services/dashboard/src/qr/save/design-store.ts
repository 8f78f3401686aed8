import { readDesign, type StudioDesign } from "../studio-design.ts";

/** A design of this browser. */
export interface SavedDesign {
  name: string;
  /** Designs are shown to the account that saved them. */
  accountId: string;
  design: StudioDesign;
}

const key = "shunt-qr-designs";
const maxDesigns = 24;

type Store = Pick<Storage, "getItem" | "setItem">;

/** The designs of an account, the one that was saved last first. */
export function listDesigns(store: Store, accountId: string): SavedDesign[] {
  return readAll(store).filter(each => each.accountId === accountId);
}

/**
 * Keeps a design in front of others, in place of one of the same name.
 *
 * @throws DOMException if the browser has no space for it
 */
export function saveDesign(store: Store, saved: SavedDesign): void {
  store.setItem(key, JSON.stringify([saved, ...listOthers(store, saved)].slice(0, maxDesigns)));
}

export function deleteDesign(store: Store, deleted: Pick<SavedDesign, "accountId" | "name">): void {
  store.setItem(key, JSON.stringify(listOthers(store, deleted)));
}

function listOthers(store: Store, { accountId, name }: Pick<SavedDesign, "accountId" | "name">): SavedDesign[] {
  return readAll(store).filter(each => each.accountId !== accountId || each.name !== name);
}

/** Entries that this release cannot read are left out. */
function readAll(store: Store): SavedDesign[] {
  try {
    const stored: unknown = JSON.parse(store.getItem(key) ?? "[]");
    if (!Array.isArray(stored)) return [];
    return stored
      .filter(each => typeof each?.name === "string" && typeof each.accountId === "string")
      .map(({ name, accountId, design }) => ({ name, accountId, design: readDesign(design) }));
  } catch {
    return [];
  }
}
