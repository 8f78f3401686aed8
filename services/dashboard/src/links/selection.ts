import type { Link } from "@shunt/contracts/links";

/** Chosen links: some, or all of the question less a few, however many those are. */
export type Selection =
  | { readonly kind: "some"; readonly links: ReadonlyMap<string, Link> }
  | { readonly kind: "all"; readonly except: ReadonlySet<string> };

export const nothingSelected: Selection = { kind: "some", links: new Map() };
export const allSelected: Selection = { kind: "all", except: new Set() };

export function isSelected(selection: Selection, id: string): boolean {
  return selection.kind === "some" ? selection.links.has(id) : !selection.except.has(id);
}

/** @param total links that match the question */
export function countSelected(selection: Selection, total: number): number {
  return selection.kind === "some" ? selection.links.size : Math.max(0, total - selection.except.size);
}

/** The links of a selection that a condition allows. Those of a whole question are known only once they are read. */
export function narrow(selection: Selection, isAllowed: (link: Link) => boolean): Selection {
  if (selection.kind === "all") return selection;
  return { kind: "some", links: new Map([...selection.links].filter(([, link]) => isAllowed(link))) };
}

/** Adds the links, or takes them out. */
export function select(selection: Selection, links: readonly Link[], isOn: boolean): Selection {
  if (selection.kind === "some") {
    const next = new Map(selection.links);
    for (const link of links) {
      if (isOn) next.set(link.id, link);
      else next.delete(link.id);
    }
    return { kind: "some", links: next };
  }
  const except = new Set(selection.except);
  for (const { id } of links) {
    if (isOn) except.delete(id);
    else except.add(id);
  }
  return { kind: "all", except };
}
