/** Of menus and of other lists in a popover. */
export const popoverClass =
  "min-w-40 overflow-auto rounded-xl border border-line bg-raised p-1 shadow-raised transition-opacity outline-none data-entering:opacity-0 data-exiting:opacity-0";
export const optionClass =
  "flex cursor-pointer items-center gap-2.5 rounded-lg px-2.5 py-1.5 outline-none data-disabled:opacity-50 data-focused:bg-sunken data-selected:font-medium";
