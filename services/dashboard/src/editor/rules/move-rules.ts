/** Where dragged items were dropped. */
export interface DropPlace {
  key: string;
  dropPosition: "before" | "after" | "on";
}

/** The list with the dragged items at their new place, in the order that they had. */
export function moveItems<T extends { id: string }>(
  items: readonly T[],
  moved: ReadonlySet<string>,
  place: DropPlace,
): T[] {
  const isMoved = ({ id }: T) => moved.has(id);
  const dragged = items.filter(isMoved);
  const at = items.findIndex(({ id }) => id === place.key) + (place.dropPosition === "after" ? 1 : 0);
  return [
    ...items.slice(0, at).filter(item => !isMoved(item)),
    ...dragged,
    ...items.slice(at).filter(item => !isMoved(item)),
  ];
}

/** The list with one item a step further up (-1) or down (1). */
export function shiftItem<T>(items: readonly T[], index: number, by: -1 | 1): T[] {
  const shifted = [...items];
  const [item] = shifted.splice(index, 1);
  shifted.splice(index + by, 0, item as T);
  return shifted;
}
