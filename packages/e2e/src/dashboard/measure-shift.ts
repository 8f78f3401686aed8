import { waitFor } from "@shunt/testing";
import type { Page, Request, Route } from "playwright-core";

/** Where the page was when one answer came last, as `holdInTurn` found it. */
export interface Shift {
  /** The path of the answer. */
  answer: string;
  /** The sum of https://web.dev/articles/cls: what moved, and how far, each as a share of the screen. */
  value: number;
  /** Elements that moved, as a help to find the cause. */
  moved: string[];
}

/** Lets a page add up how far what it shows moves. For the addresses that it opens from now on. */
export async function watchShift(page: Page): Promise<void> {
  await page.addInitScript(`addEventListener("DOMContentLoaded", () => {
    let value = 0;
    const moved = [];
    const toName = node => node?.closest?.("[data-testid], section, header, li, div")?.textContent.slice(0, 40) ?? node?.nodeName;
    const add = entries => entries.filter(({ hadRecentInput }) => !hadRecentInput).forEach(entry => {
      value += entry.value;
      for (const { node, previousRect: a, currentRect: b } of entry.sources)
        moved.push(toName(node) + ": " + [a.x, a.y, a.width, a.height] + " → " + [b.x, b.y, b.width, b.height]);
    });
    const observer = new PerformanceObserver(list => add(list.getEntries()));
    observer.observe({ type: "layout-shift", buffered: true });
    window.readShift = () => { add(observer.takeRecords()); return { value, moved }; };
  })`);
}

/**
 * Opens an address once for each answer that its page asks for, which then comes after all others.
 *
 * @param except answers that are not held
 */
export async function holdInTurn(page: Page, url: string, except: readonly string[]): Promise<Shift[]> {
  const asked = new Set<string>();
  const note = (request: Request) => isAnswer(request.url()) && asked.add(toAnswer(request.url()));
  page.on("request", note);
  await openWithout(page, url, undefined);
  page.off("request", note);
  const shifts: Shift[] = [];
  for (const answer of [...asked].filter(each => !except.includes(each))) {
    await openWithout(page, url, answer);
    shifts.push({ answer, ...(await page.evaluate<Omit<Shift, "answer">>("readShift()")) });
  }
  return shifts;
}

/** Opens an address, with one answer after all others, and waits until the page is complete. */
async function openWithout(page: Page, url: string, held: string | undefined): Promise<void> {
  const open = new Set<Request>();
  const waiting: Route[] = [];
  let isHeld = true;
  const add = (request: Request) => void open.add(request);
  const remove = (request: Request) => void open.delete(request);
  // Streams never finish, but their headers come.
  const listeners = { request: add, requestfailed: remove } as const;
  const onResponse = (response: { request: () => Request }) => remove(response.request());
  for (const [event, listener] of Object.entries(listeners)) page.on(event as "request", listener);
  page.on("response", onResponse);
  const matches = ({ href }: URL) => isAnswer(href) && toAnswer(href) === held;
  await page.route(matches, async route => {
    if (isHeld) waiting.push(route);
    else await route.continue();
  });
  await page.goto(url);
  await untilQuiet(page, () => open.size === waiting.length);
  isHeld = false;
  for (const route of waiting.splice(0)) await route.continue();
  await untilQuiet(page, () => open.size === 0);
  await page.locator("main:not(:has([data-skeleton]))").waitFor();
  await page.unroute(matches);
  for (const [event, listener] of Object.entries(listeners)) page.off(event as "request", listener);
  page.off("response", onResponse);
}

async function untilQuiet(page: Page, isAnswered: () => boolean): Promise<void> {
  do {
    await waitFor(isAnswered, { what: "the answers" });
    await untilAtRest(page);
  } while (!isAnswered());
}

/** Waits until nothing has changed on the page for thirty frames. */
export async function untilAtRest(page: Page): Promise<void> {
  await page.evaluate(`new Promise(done => {
    let left = 30;
    new MutationObserver(() => { left = 30; }).observe(document, { subtree: true, childList: true, characterData: true });
    requestAnimationFrame(function count() { left-- > 0 ? requestAnimationFrame(count) : done(); });
  })`);
}

function isAnswer(url: string): boolean {
  return /^\/(api|ops)\//.test(new URL(url).pathname) && !url.endsWith("/auth/refresh");
}

/** Requests of one path with one order are the same question about several things. */
function toAnswer(url: string): string {
  const { pathname, searchParams } = new URL(url);
  const sort = searchParams.get("sort");
  return sort === null ? pathname : `${pathname}?sort=${sort}`;
}
