type Prefetch = (visit: never) => unknown;
type VisitOf<F> = F extends (visit: infer Visit) => unknown ? Visit : never;

interface Cause {
  /** `preload`: someone points at a link to the page. `stay`: only its search changes. */
  cause: "preload" | "enter" | "stay";
}

/**
 * Asks for what a page shows first when someone points at a link to it, and when someone goes there: before the page is
 * drawn, and while the rest of its code loads.
 *
 * @param name of the function of the page's module that asks; it gets the visit
 */
export function prefetch<M extends { [F in N]: Prefetch }, N extends keyof M>(load: () => Promise<M>, name: N) {
  return (visit: VisitOf<M[N]> & Cause): void => {
    if (visit.cause === "stay") return;
    load().then(
      page => void page[name](visit as never),
      // The page itself shows why its code cannot be loaded.
      () => undefined,
    );
  };
}
