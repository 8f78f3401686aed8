import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { createClient } from "@shunt/contracts/client";
import { operations } from "@shunt/contracts/operations";
import { buildDashboard, findChromium, freePort, toEnvironment } from "@shunt/dev";
import lighthouse, { desktopConfig } from "lighthouse";
import { chromium, type Page } from "playwright-core";
import { signIn, startManagement } from "../management.ts";
import { type Stage, toolsDir } from "../stage.ts";

const openPages = ["/", "/sign-in"] as const;
const memberPages = ["/overview", "/links", "/links/new"] as const;
const devices = ["desk", "phone"] as const;
const linkCount = 1_000;

export interface PageScore {
  page: string;
  device: (typeof devices)[number];
  /** From 0 to 100. */
  performance: number;
  accessibility: number;
  /** Audits that cost points. */
  findings: readonly string[];
}

/**
 * Measures pages of the dashboard by Lighthouse, `rounds` times each: at a desk, and as on a phone with slow 4G.
 *
 * @throws Error without a Chromium
 */
export async function runDashboard(stage: Stage, { rounds }: { rounds: number }): Promise<PageScore[]> {
  const program = await findChromium(toolsDir);
  if (!program) throw new Error("no Chromium, neither on PATH nor by apt");
  const [port, debuggingPort] = [await freePort(), await freePort()];
  const origin = `http://localhost:${port}`;
  const directory = await buildDashboard(join(stage.scratchDir, "dashboard"));
  const management = await startManagement(stage, port, undefined, { DASHBOARD_DIR: directory, APP_URL: origin });
  const browser = await chromium.launchPersistentContext(join(stage.scratchDir, "chromium"), {
    executablePath: program.path,
    env: toEnvironment(program) as Record<string, string>,
    args: ["--no-sandbox", "--disable-gpu", `--remote-debugging-port=${debuggingPort}`],
  });
  try {
    const scores: PageScore[] = [];
    const measureAll = async (pages: readonly string[]) => {
      for (let round = 0; round < rounds; round++) {
        for (const page of pages) {
          for (const device of devices) scores.push(await measure({ origin, page, device, port: debuggingPort }));
        }
      }
    };
    await measureAll(openPages);
    await beginSession(await browser.newPage(), origin);
    await measureAll(memberPages);
    return scores;
  } finally {
    await browser.close();
    await management.stop();
  }
}

/** Signs the browser in as an account with links. */
async function beginSession(page: Page, origin: string): Promise<void> {
  const account = { email: `${randomUUID()}@example.com`, password: "correct horse battery" };
  await createClient(operations, { baseUrl: origin }).registerUser({ body: account });
  const { client } = await signIn(origin, account);
  const links = Array.from({ length: linkCount }, (_, i) => ({ original_url: `https://example.com/${i}` }));
  await client.createLinks({ body: links });
  await page.goto(`${origin}/sign-in`);
  await page.getByLabel("E-mail address").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.locator("form button[type=submit]").click();
  await page.waitForURL(`${origin}/overview`);
  await page.close();
}

interface Measured extends Pick<PageScore, "page" | "device"> {
  origin: string;
  /** Of the browser's debugger. */
  port: number;
}

async function measure({ origin, page, device, port }: Measured): Promise<PageScore> {
  const flags = {
    port,
    output: "json" as const,
    logLevel: "error" as const,
    onlyCategories: ["performance", "accessibility"],
    // Otherwise the session would be gone.
    disableStorageReset: true,
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
  return { page, device, performance: toScore("performance"), accessibility: toScore("accessibility"), findings };
}
