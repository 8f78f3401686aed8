/**
 * Takes the page away that the build has drawn, in the frame in which the application has drawn its own: not only the
 * frame of the page, with placeholders in it.
 *
 * @param root of the application, before it draws
 */
export function replacePrerendered(root: HTMLElement): void {
  const prerendered = document.getElementById("prerendered");
  if (!prerendered) return;
  const observer = new MutationObserver(() => {
    if (root.querySelector("[data-skeleton]")) return;
    prerendered.remove();
    observer.disconnect();
  });
  observer.observe(root, { childList: true, subtree: true });
}
