import { useRef, useState } from "react";
import type { Question } from "./links-search.ts";
import { allSelected, isSelected, nothingSelected, type Selection, select } from "./selection.ts";
import type { LinkRows } from "./use-link-rows.ts";

/** The selected links. Ranges begin at the row that was pressed last. */
export function useSelection(rows: LinkRows, question: Question) {
  const [selection, setSelection] = useState<Selection>(nothingSelected);
  const [asked, setAsked] = useState(question);
  // "All that match" would mean other links now.
  if (asked !== question) {
    setAsked(question);
    if (selection.kind === "all") setSelection(nothingSelected);
  }
  const anchor = useRef(0);
  const toggle = async (index: number, isRange: boolean) => {
    const link = rows.rowAt(index);
    if (!link) return;
    const isOn = !isSelected(selection, link.id);
    const [from, to] = [Math.min(anchor.current, index), Math.max(anchor.current, index)];
    anchor.current = index;
    if (!isRange) return setSelection(before => select(before, [link], isOn));
    const range = await rows.loadRange(from, to);
    setSelection(before => select(before, range, isOn));
  };
  return {
    selection,
    toggle,
    selectAll: (isOn: boolean) => setSelection(isOn ? allSelected : nothingSelected),
    clear: () => setSelection(nothingSelected),
  };
}
