import type { Page } from "playwright-core";

/** Evaluated in the page. Tooltips show the whole of a text that ends in an ellipsis, and people can scroll to the rest of a box that scrolls. */
const script = `(() => {
  const found = [];
  const sideways = document.documentElement.scrollWidth - innerWidth;
  if (sideways > 0) found.push("the page scrolls sideways by " + sideways + " px");
  const isReadable = ({ overflowX, textOverflow, webkitLineClamp }) =>
    overflowX === "auto" || overflowX === "scroll" || textOverflow === "ellipsis" || webkitLineClamp !== "none";
  const cuts = ({ overflowX, overflowY }, box, text) =>
    (overflowX !== "visible" && (text.right > box.right + 1 || text.left < box.left - 1)) ||
    (overflowY !== "visible" && (text.bottom > box.bottom + 2 || text.top < box.top - 2));
  const isHidden = each => !each.checkVisibility({ visibilityProperty: true }) || each.closest("[aria-hidden=true], .sr-only") !== null;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { currentNode: node } = walker;
    if (node.data.trim() === "" || isHidden(node.parentElement)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const text = range.getBoundingClientRect();
    let each = node.parentElement;
    for (; each !== document.body; each = each.parentElement) {
      const style = getComputedStyle(each);
      if (isReadable(style)) break;
      if (!cuts(style, each.getBoundingClientRect(), text)) continue;
      found.push("cut: " + node.data.trim());
      break;
    }
    if (each === document.body && (text.right > innerWidth + 1 || text.left < -1)) found.push("outside: " + node.data.trim());
  }
  return found;
})()`;

/** Returns texts that people cannot read as the window is too narrow, and whether the page scrolls sideways. */
export function findMisfits(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(script);
}
