import { findOnPath } from "@shunt/dev";
import { type Browser, chromium } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome"];
const executablePath = (await Promise.all(names.map(findOnPath))).find(path => path !== undefined);
/** Options that keep the browser from making requests of its own. */
const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Whether tests can run in a browser. */
export const hasChromium = executablePath !== undefined;

if (!hasChromium) process.stderr.write("No Chromium on PATH: skipping the tests that need a browser.\n");

export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: executablePath as string, args });
}
