import { useEffect } from "react";

const focusable = "a[href], button:not(:disabled), [tabindex='0']";
/** Longer than dialogs and menus take to give the focus back (ms). */
const settleMs = 100;

/** Where a control was: its parents, the innermost first, and the position that it had in each. */
type Place = readonly { parent: Element; position: number }[];

/**
 * When the control with the focus goes, such as one of a row that someone deletes, the focus moves to the control that is next
 * to it, and to the content of the next page when the page goes. Browsers leave it nowhere, so that screen readers begin the
 * page again.
 */
export function KeepFocus() {
  useEffect(() => {
    let last: Element | undefined;
    let place: Place = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const remember = ({ target }: FocusEvent) => {
      clearTimeout(timer);
      last = target as Element;
      // Menus and dialogs, which are outside, give the focus back to a control of the page.
      if (last.closest("main")) place = toPlace(last);
    };
    const observer = new MutationObserver(() => {
      if (last === undefined || last.isConnected || document.activeElement !== document.body) return;
      last = undefined;
      timer = setTimeout(
        () => document.activeElement === document.body && findNear(place)?.focus({ preventScroll: true }),
        settleMs,
      );
    });
    document.addEventListener("focusin", remember);
    observer.observe(document.body, { subtree: true, childList: true });
    return () => {
      document.removeEventListener("focusin", remember);
      observer.disconnect();
      clearTimeout(timer);
    };
  }, []);
  return null;
}

function toPlace(control: Element): Place {
  const places: { parent: Element; position: number }[] = [];
  for (let at = control; at.parentElement && at.tagName !== "MAIN"; at = at.parentElement)
    places.push({ parent: at.parentElement, position: [...at.parentElement.children].indexOf(at) });
  return places;
}

/** The control itself, should it be back, or the first one at its place or behind it in the innermost part that is left. */
function findNear(place: Place): HTMLElement | undefined {
  for (const { parent, position } of place) {
    // The page has changed.
    if (parent.tagName === "MAIN") break;
    if (!parent.isConnected) continue;
    const { children } = parent;
    const behind = [...children].slice(position).concat(...[...children].slice(0, position).reverse());
    for (const each of behind) {
      const control = each.matches(focusable) ? each : each.querySelector(focusable);
      if (control?.checkVisibility()) return control as HTMLElement;
    }
  }
  return document.querySelector("main") ?? undefined;
}
