/** Whether a single key belongs to something else than the page: to a text, or to an open menu or window. */
export function isKeyTaken({ target, defaultPrevented }: KeyboardEvent): boolean {
  const isTyping =
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("input:not([type=checkbox]), textarea, select"));
  // Messages at the edge of the page are alert dialogs too, which are not modal.
  const isOpen =
    document.querySelector('[role="dialog"], [role="alertdialog"]:not([aria-modal="false"]), [role="menu"]') !== null;
  return defaultPrevented || isTyping || isOpen;
}
