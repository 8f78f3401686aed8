import { createLogger } from "@shunt/runtime";
import { aClick } from "@shunt/testing";
import { beforeAll, expect, test, vi } from "vitest";
import { createCountryLookup } from "./country.ts";
import { type EnrichDeps, enrichClick } from "./enrich-click.ts";
import { createAgentReader } from "./user-agent.ts";

const now = Date.UTC(2026, 10, 20, 12);
const log = createLogger("test", "silent");
let deps: EnrichDeps;
beforeAll(async () => {
  deps = { countryOf: await createCountryLookup(undefined, log), readAgent: createAgentReader(), now: () => now };
});

const iphone =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1";
const television =
  "Mozilla/5.0 (SMART-TV; LINUX; Tizen 6.0) AppleWebKit/537.36 (KHTML, like Gecko) 76.0.3809.146/6.0 TV Safari/537.36";

test("a click of a person is read in full", () => {
  const click = aClick({
    at: now - 1_000,
    ip: "8.8.8.8",
    userAgent: iphone,
    referrer: "https://www.News.example:8443/story?id=1",
    language: "de-AT,de;q=0.9",
    marks: "utm_source=newsletter&utm_campaign=%20spring%20&qr=1",
  });

  expect(enrichClick(deps, click)).toEqual({
    linkId: click.linkId,
    clickedAt: new Date(now - 1_000),
    class: "human",
    classReason: null,
    browser: "Mobile Safari",
    browserVersion: "18.1",
    os: "iOS",
    osVersion: "18.1",
    device: "mobile",
    country: "US",
    referrerHost: "news.example",
    language: "de-at",
    source: "qr",
    utm: { source: "newsletter", medium: null, campaign: "spring", term: null, content: null },
    destination: "https://example.com/",
  });
});

test.each([
  ["Windows", aClick().userAgent, "Chrome", "desktop"],
  ["a television", television, "Safari", "tv"],
  ["curl", "curl/8.5.0", "curl", "other"],
  ["a client that names its system", "Wget/1.21.2 (linux-gnu)", "Wget", "other"],
  ["a client that names its language first", "Python/3.11 aiohttp/3.9.1", "aiohttp", "other"],
  ["nothing", "", null, "other"],
])("%s is told by its agent", (_name, userAgent, browser, device) => {
  expect(enrichClick(deps, aClick({ userAgent }))).toMatchObject({ browser, device });
});

test.each([
  ["a private address", { ip: "10.0.0.1" }, { country: null }],
  ["an address that is none", { ip: "rubbish" }, { country: null }],
  ["a referrer that is no URL", { referrer: "rubbish" }, { referrerHost: null }],
  ["a language that is none", { language: "*" }, { language: null }],
  ["a language with no end", { language: "englishlanguage" }, { language: null }],
  ["an app as referrer", { referrer: "android-app://Com.Example.App" }, { referrerHost: "com.example.app" }],
  ["a time that is far ahead", { at: 3_093_527_980_800_000 }, { clickedAt: new Date(now) }],
  ["a time that is no number", { at: Number.NaN }, { clickedAt: new Date(now) }],
  ["a destination with NUL", { destination: "https://a\0.example/" }, { destination: "https://a.example/" }],
  ["a mark with half a character", { marks: "utm_source=%ED%A0%80a" }, { source: "link" }],
])("%s does no harm", (_name, given, expected) => {
  expect(enrichClick(deps, aClick(given))).toMatchObject(expected);
});

test.each([
  ["missing", "/nowhere.mmdb"],
  ["no database at all", import.meta.filename],
])("a country database that is %s leaves countries unknown, and says so once", async (_name, file) => {
  const warn = vi.spyOn(log, "warn").mockClear();

  const countryOf = await createCountryLookup(file, log);

  expect([countryOf("8.8.8.8"), countryOf("1.1.1.1")]).toEqual([null, null]);
  expect(warn).toHaveBeenCalledTimes(1);
});
