/** Whether a single key belongs to something else than the page: to a text, or to an open menu or window. */
export function isKeyTaken({ target, defaultPrevented }: KeyboardEvent): boolean {
  const isTyping =
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("input:not([type=checkbox]), textarea, select"));
  const isOpen = document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null;
  return defaultPrevented || isTyping || isOpen;
}
