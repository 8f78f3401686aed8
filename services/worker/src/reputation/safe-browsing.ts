import type { GuardedFetch } from "@shunt/runtime/outbound";
import { z } from "zod";
import type { Source } from "./source.ts";

/** The limit of https://developers.google.com/safe-browsing/reference/rest/v4/threatMatches/find. */
const urlsPerRequest = 500;
const timeoutMs = 10_000;
const maxAnswerBytes = 4_000_000;

const threatTypes = {
  MALWARE: "malware",
  SOCIAL_ENGINEERING: "phishing",
  UNWANTED_SOFTWARE: "unwanted software",
  POTENTIALLY_HARMFUL_APPLICATION: "a harmful application",
};

const Matches = z.object({
  matches: z.array(z.object({ threatType: z.string(), threat: z.object({ url: z.string() }) })).default([]),
});

export interface SafeBrowsingDeps {
  fetch: GuardedFetch;
  /** Origin of the service. */
  baseUrl: string;
  key: string;
}

/** Looks URLs up by the Lookup API (v4) of Google Safe Browsing. */
export function createSafeBrowsing({ fetch, baseUrl, key }: SafeBrowsingDeps): Source {
  async function find(urls: readonly string[]): Promise<[string, string][]> {
    const { status, body } = await fetch(`${baseUrl}/v4/threatMatches:find`, {
      method: "POST",
      // In a header, so that the key is in no log of URLs.
      headers: { "content-type": "application/json", "x-goog-api-key": key },
      body: JSON.stringify(toRequest(urls)),
      timeoutMs,
      maxBytes: maxAnswerBytes,
    });
    if (status !== 200) throw new Error(`Safe Browsing answered with the status ${status}`);
    const { matches } = Matches.parse(JSON.parse(body.toString()));
    return matches.map(({ threatType, threat }) => [threat.url, toReason(threatType)]);
  }

  return {
    name: "safe-browsing",
    async check(urls) {
      const found = new Map<string, string>();
      for (let start = 0; start < urls.length; start += urlsPerRequest)
        for (const [url, reason] of await find(urls.slice(start, start + urlsPerRequest))) found.set(url, reason);
      return found;
    },
  };
}

function toRequest(urls: readonly string[]): object {
  return {
    client: { clientId: "shunt", clientVersion: "1" },
    threatInfo: {
      threatTypes: Object.keys(threatTypes),
      platformTypes: ["ANY_PLATFORM"],
      threatEntryTypes: ["URL"],
      threatEntries: urls.map(url => ({ url })),
    },
  };
}

function toReason(threatType: string): string {
  const threat = threatTypes[threatType as keyof typeof threatTypes] ?? "harm";
  return `Google Safe Browsing lists the destination for ${threat}`;
}
