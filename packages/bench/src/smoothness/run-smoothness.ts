import { type Browser, chromium, type Page } from "playwright-core";
import { beginSession, findBrowser, startDashboard } from "../dashboard/start-dashboard.ts";
import { signUp } from "../management.ts";
import { seedLinks } from "../seed-links.ts";
import type { Stage } from "../stage.ts";
import { readTrace, type Traced } from "./read-trace.ts";
import { seedClickSums } from "./seed-clicks.ts";

const links = 100_000;
const clicks = 1_000_000;
const turns = 60;
const pixelsPerTurn = 900;

export interface Smoothness extends Traced {
  way: string;
}

/** Measures the list of an account's 100,000 links while a person moves through it, by wheel and by keyboard. */
export async function runSmoothness(stage: Stage): Promise<Smoothness[]> {
  const { executablePath, env, args } = await findBrowser();
  const { origin, management } = await startDashboard(stage);
  const browser = await chromium.launch({ executablePath, env, args });
  try {
    const { account, client } = await signUp(origin);
    const workspaceId = (await client.listWorkspaces()).items[0]?.id;
    if (workspaceId === undefined) throw new Error("the account has no workspace");
    await seedLinks(stage.db, links, { workspaceId });
    await seedClickSums(stage.db, workspaceId, clicks);
    const page = await browser.newPage({ viewport: { width: 1_440, height: 900 } });
    await beginSession(page, origin, account);
    await page.goto(`${origin}/links`);
    const row = page.locator("[data-index]");
    await row.first().hover();
    const results: Smoothness[] = [];
    const measure = async (way: string, move: (turn: number) => Promise<unknown>) => {
      results.push({ way, ...(await trace(browser, page, move)) });
    };
    await measure("wheel", () => page.mouse.wheel(0, pixelsPerTurn));
    await row.nth(5).focus();
    await measure("arrow key", () => page.keyboard.press("ArrowDown"));
    await measure("page key", () => page.keyboard.press("PageDown"));
    await measure("scroll bar", turn => page.evaluate(toScroll((turn + 1) / turns)));
    return results;
  } finally {
    await browser.close();
    await management.stop();
  }
}

async function trace(browser: Browser, page: Page, move: (turn: number) => Promise<unknown>): Promise<Traced> {
  await browser.startTracing(page, {
    categories: ["disabled-by-default-devtools.timeline", "disabled-by-default-devtools.timeline.frame"],
  });
  for (let turn = 0; turn < turns; turn++) {
    await move(turn);
    await page.evaluate("new Promise(done => requestAnimationFrame(done))");
  }
  await page.locator("[data-index]").first().waitFor();
  return readTrace(await browser.stopTracing());
}

/** A script that scrolls to a share of the whole height. */
function toScroll(share: number): string {
  return `document.documentElement.scrollTop = ${share} * document.documentElement.scrollHeight`;
}
