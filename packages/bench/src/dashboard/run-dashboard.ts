import { join } from "node:path";
import { freePort } from "@shunt/dev";
import lighthouse, { desktopConfig } from "lighthouse";
import { chromium } from "playwright-core";
import { signUp } from "../management.ts";
import { type TraceEvent, toBlockingMs } from "../smoothness/read-trace.ts";
import type { Stage } from "../stage.ts";
import { beginSession, findBrowser, startDashboard } from "./start-dashboard.ts";

const openPages = ["/", "/sign-in"] as const;
const memberPages = ["/overview", "/links", "/links/new"] as const;
const linkCount = 1_000;
/** A page that is not quiet by then counts as it is. */
const maxWaitMs = 20_000;
/**
 * Lighthouse's `benchmarkIndex` of a mid-tier phone: it slows a fast desktop processor, which has 1,500 to 2,000,
 * to a quarter. Its `docs/throttling.md` says to slow others less or more.
 */
const phoneIndex = 1_750 / 4;

export interface PageScore {
  page: string;
  device: "desk" | "phone";
  /** From 0 to 100. */
  performance: number;
  accessibility: number;
  /** Speed of this machine's processor at the time, as Lighthouse measures it. */
  benchmarkIndex: number;
  /** By how much the processor is slowed to be that of the device. */
  slowdown: number;
  /** See `toBlockingMs`. */
  blockingMs: number;
  /** Audits that cost points. */
  findings: readonly string[];
}

/**
 * Measures pages of the dashboard by Lighthouse, `rounds` times each: at a desk, and as on a mid-tier phone with slow 4G.
 *
 * @throws Error without a Chromium
 */
export async function runDashboard(stage: Stage, { rounds }: { rounds: number }): Promise<PageScore[]> {
  const { executablePath, env, args } = await findBrowser();
  const debuggingPort = await freePort();
  const { origin, management } = await startDashboard(stage);
  const browser = await chromium.launchPersistentContext(join(stage.scratchDir, "chromium"), {
    executablePath,
    env,
    args: [...args, `--remote-debugging-port=${debuggingPort}`],
  });
  try {
    const scores: PageScore[] = [];
    const measureAll = async (pages: readonly string[]) => {
      for (let round = 0; round < rounds; round++) {
        for (const page of pages) {
          const at = { origin, page, port: debuggingPort };
          const desk = await measure({ ...at, device: "desk", slowdown: 1 });
          const slowdown = Math.max(1, desk.benchmarkIndex / phoneIndex);
          scores.push(desk, await measure({ ...at, device: "phone", slowdown }));
        }
      }
    };
    await measureAll(openPages);
    const { account, client } = await signUp(origin);
    const links = Array.from({ length: linkCount }, (_, i) => ({ original_url: `https://example.com/${i}` }));
    await client.createLinks({ body: links });
    const page = await browser.newPage();
    await beginSession(page, origin, account);
    await page.close();
    await measureAll(memberPages);
    return scores;
  } finally {
    await browser.close();
    await management.stop();
  }
}

interface Measured extends Pick<PageScore, "page" | "device" | "slowdown"> {
  origin: string;
  /** Of the browser's debugger. */
  port: number;
}

async function measure({ origin, page, device, slowdown, port }: Measured): Promise<PageScore> {
  const flags = {
    port,
    output: "json" as const,
    logLevel: "error" as const,
    onlyCategories: ["performance", "accessibility"],
    // No score depends on it, and for it the list draws all of its rows.
    disableFullPageScreenshot: true,
    skipAudits: ["bf-cache"],
    maxWaitForLoad: maxWaitMs,
    throttling: { cpuSlowdownMultiplier: slowdown },
  };
  const result = await lighthouse(origin + page, flags, device === "desk" ? desktopConfig : undefined);
  if (!result) throw new Error(`Lighthouse returned nothing for ${page}`);
  const { categories, audits, runtimeError } = result.lhr;
  if (runtimeError) throw new Error(`Lighthouse: ${runtimeError.message}`);
  const scored = Object.values(categories).flatMap(({ auditRefs }) => auditRefs.filter(({ weight }) => weight > 0));
  const findings = scored.flatMap(({ id }) => {
    const { score, title, displayValue = "" } = audits[id] ?? {};
    return typeof score === "number" && score < 0.9 ? [`${title} ${displayValue}`.trim()] : [];
  });
  const toScore = (name: string) => Math.round((categories[name]?.score ?? 0) * 100);
  const { traceEvents } = result.artifacts.Trace as { traceEvents: TraceEvent[] };
  const blockingMs = toBlockingMs(traceEvents, origin, slowdown);
  return {
    page,
    device,
    benchmarkIndex: result.lhr.environment.benchmarkIndex,
    slowdown,
    blockingMs,
    performance: toScore("performance"),
    accessibility: toScore("accessibility"),
    findings,
  };
}
