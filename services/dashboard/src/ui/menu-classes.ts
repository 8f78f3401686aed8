/**
 * Of menus and of other lists in a popover. Without a transition, like all overlays: React Aria leaves one whose transition is
 * cancelled, as by a quick choice, in the page, invisible and above everything.
 */
export const popoverClass =
  "min-w-40 overflow-auto rounded-xl border border-line bg-raised p-1 shadow-raised outline-none";
export const optionClass =
  "flex cursor-pointer items-center gap-2.5 rounded-lg px-2.5 py-1.5 outline-none data-disabled:opacity-50 data-focused:bg-sunken data-selected:font-medium";
