import { join } from "node:path";
import { buildDashboard, findChromium, freePort, toEnvironment } from "@shunt/dev";
import type { Page } from "playwright-core";
import { type Account, startManagement } from "../management.ts";
import { type Stage, toolsDir } from "../stage.ts";

/** Options to start a browser with. @throws Error without a Chromium */
export async function findBrowser() {
  const program = await findChromium(toolsDir);
  if (!program) throw new Error("no Chromium, neither on PATH nor by apt");
  return {
    executablePath: program.path,
    env: toEnvironment(program) as Record<string, string>,
    args: ["--no-sandbox", "--disable-gpu"],
  };
}

/** Builds the dashboard, and starts a management that serves it. */
export async function startDashboard(stage: Stage) {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const directory = await buildDashboard(join(stage.scratchDir, "dashboard"));
  const management = await startManagement(stage, port, undefined, { DASHBOARD_DIR: directory, APP_URL: origin });
  return { origin, management };
}

/** Signs the browser of a page in. */
export async function beginSession(page: Page, origin: string, { email, password }: Account): Promise<void> {
  await page.goto(`${origin}/sign-in`);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.locator("form button[type=submit]").click();
  await page.waitForURL(`${origin}/overview`);
}
