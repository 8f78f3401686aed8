import { clickColumns } from "@shunt/contracts/clicks";
import { toStorable } from "@shunt/contracts/values";
import UAParser from "ua-parser-js";
import { toBrowserName, toSystemName, toVersion } from "./agent-names.ts";
import { clientNameOf } from "./client-name.ts";
import { toDeviceKind } from "./device-kind.ts";
import { memoize } from "./memoize.ts";

export interface Agent {
  browser: string | null;
  browserVersion: string | null;
  os: string | null;
  osVersion: string | null;
  device: string | null;
}

/** For visitors who opt out of profiling. */
export const unknownAgent: Agent = { browser: null, browserVersion: null, os: null, osVersion: null, device: null };

const maxMemoized = 2_000;

/** Creates a reader of browser, system and device. It reads as much of the user agent as the redirect records. */
export function createAgentReader(): (userAgent: string) => Agent {
  const read = memoize(readAgent, maxMemoized);
  return userAgent => read(userAgent.slice(0, clickColumns.userAgent.maxLength));
}

function readAgent(userAgent: string): Agent {
  const { browser, os, device } = new UAParser(userAgent).getResult();
  const client = clientNameOf(userAgent);
  const system = readSystem(userAgent, os);
  return {
    ...(client
      ? { browser: toName(client), browserVersion: toVersion(browser.version) }
      : readBrowser(userAgent, browser, system.os)),
    ...system,
    device: client || userAgent === "" ? "other" : toDeviceKind(userAgent, device.type),
  };
}

type Named = { name?: string | undefined; version?: string | undefined };

function readBrowser(userAgent: string, { name, version }: Named, os: string | null) {
  const known = name === undefined ? undefined : toBrowserName(name);
  const [, chrome] = /\bchrome\/([\d.]+)/i.exec(userAgent) ?? [];
  const isEngine = known === undefined || known === "WebKit" || known === "KHTML";
  // In-app browsers use the system's engine and have no name.
  if (os === "Android" && chrome !== undefined && (isEngine || known === "Android Browser"))
    return { browser: "Chrome WebView", browserVersion: toVersion(chrome) };
  if (os === "Android" && (isEngine || known === "Mobile Safari" || known === "Safari"))
    return { browser: "Android Browser", browserVersion: null };
  if (os === "iOS" && isEngine) return { browser: "Mobile Safari", browserVersion: null };
  if (known === undefined && chrome !== undefined) return { browser: "Chrome", browserVersion: toVersion(chrome) };
  return { browser: toName(known), browserVersion: toVersion(version) };
}

function readSystem(userAgent: string, { name, version }: Named): Pick<Agent, "os" | "osVersion"> {
  // UC Browser and some TVs name Android this way.
  const [, android] = /\b(?:adr|andr0id) ([\d.]*)/i.exec(userAgent) ?? [];
  if (android !== undefined) return { os: "Android", osVersion: toVersion(android) };
  if (name === "iOS" && /\((?:x86_64|i386)\)|macintosh/i.test(userAgent)) return { os: "Mac OS", osVersion: null };
  const os = name === undefined ? null : toSystemName(name);
  const isDistribution = os === "Linux" && name?.toLowerCase() !== "linux";
  return { os: toName(os), osVersion: isDistribution ? null : toVersion(version) };
}

function toName(name: string | null | undefined): string | null {
  return name ? toStorable(name, 50) : null;
}
