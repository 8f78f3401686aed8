import { toEnvironment } from "@shunt/dev";
import { testChromium } from "@shunt/testing/stores";
import { type Browser, chromium } from "playwright-core";

const program = testChromium();
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
export const hasChromium = program !== undefined;

if (!hasChromium)
  process.stderr.write("No Chromium, neither on PATH nor by apt: skipping the tests that need a browser.\n");

/** Only for pages that hang: on a busy machine, a page may take half a minute. */
const hangMs = 150_000;

/** @param more further options of the command line */
export async function launchChromium(more: readonly string[] = []): Promise<Browser> {
  if (!program) throw new Error("no Chromium");
  const entries = Object.entries(toEnvironment(program));
  const env = Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
  const browser = await chromium.launch({ executablePath: program.path, args: [...args, ...more], env });
  browser.on("context", context => context.setDefaultTimeout(hangMs));
  return browser;
}
