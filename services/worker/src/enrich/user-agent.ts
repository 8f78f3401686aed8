import UAParser from "ua-parser-js";
import { clientNameOf } from "./client-name.ts";
import { remember } from "./remember.ts";
import { storable } from "./storable.ts";

export interface Agent {
  browser: string | null;
  browserVersion: string | null;
  os: string | null;
  osVersion: string | null;
  device: string | null;
}

/** Of somebody who wants no profile. */
export const anyAgent: Agent = { browser: null, browserVersion: null, os: null, osVersion: null, device: null };

const maxRemembered = 2_000;
const desktops = /^(windows|mac os|macos|linux|ubuntu|debian|fedora|chromium os|chrome os|freebsd|openbsd)/i;

export function createAgentReader(): (userAgent: string) => Agent {
  return remember(readAgent, maxRemembered);
}

function readAgent(userAgent: string): Agent {
  const { browser, os, device } = new UAParser(userAgent).getResult();
  const client = clientNameOf(userAgent);
  return {
    browser: toName(client ?? browser.name),
    browserVersion: toVersion(browser.version),
    os: toName(os.name),
    osVersion: toVersion(os.version),
    device: client ? "other" : toDevice(device.type, os.name),
  };
}

/** The parser names no type for what stands on a desk: there the system tells. */
function toDevice(type: string | undefined, os: string | undefined): string {
  if (type === "smarttv") return "tv";
  if (type) return type;
  return os && desktops.test(os) ? "desktop" : "other";
}

function toName(name: string | undefined): string | null {
  return name ? storable(name, 50) : null;
}

/** Major and minor: finer would tell visitors apart. */
function toVersion(version: string | undefined): string | null {
  return version ? storable(version.split(".").slice(0, 2).join("."), 20) : null;
}
