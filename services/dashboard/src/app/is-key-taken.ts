/** Whether a single key belongs to something else than the page: to a text, or to an open menu or window. */
export function isKeyTaken({ target, defaultPrevented }: KeyboardEvent): boolean {
  const isTyping =
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("input:not([type=checkbox]), textarea, select"));
  return defaultPrevented || isTyping || isOverlayOpen();
}

/** Messages at the edge of the page are alert dialogs too, which are not modal. The code of some overlays has to load. */
const overlays =
  "[role=dialog], [role=alertdialog]:not([aria-modal=false]), [role=menu], [role=listbox], [data-opening], [data-dragging]";

/** Whether a window, a menu or a drag is open, which has keys of its own. */
export function isOverlayOpen(): boolean {
  return document.querySelector(overlays) !== null;
}
