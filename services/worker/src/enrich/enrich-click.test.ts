import type { Click } from "@shunt/contracts/clicks";
import { parseClickBatch, toClickBatch } from "@shunt/queue";
import { aClick } from "@shunt/testing";
import { createClassifier } from "@shunt/visitor/classify";
import { createPlaceLookup, unknownPlace } from "@shunt/visitor/place";
import { createAgentReader } from "@shunt/visitor/user-agent";
import { beforeAll, expect, test } from "vitest";
import { readVisits } from "../ingest/read-visits.ts";
import { createEnricher, type EnrichedClick } from "./enrich-click.ts";

const now = Date.UTC(2026, 10, 20, 12);
let enrich: (click: Click) => EnrichedClick;
beforeAll(async () => {
  const enrichVisits = createEnricher({
    placeOf: await createPlaceLookup(undefined, () => {}),
    readAgent: createAgentReader(),
    classify: createClassifier(),
  });
  enrich = click => enrichVisits(readVisits(parseClickBatch(toClickBatch([click])), now))(0);
});

const iphone =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1";
const television =
  "Mozilla/5.0 (SMART-TV; LINUX; Tizen 6.0) AppleWebKit/537.36 (KHTML, like Gecko) 76.0.3809.146/6.0 TV Safari/537.36";

test("enrich extracts every field of a human click", () => {
  const click = aClick({
    at: now - 1_000,
    ip: "8.8.8.8",
    userAgent: iphone,
    referrer: "https://www.News.example:8443/story?id=1",
    language: "de-AT,de;q=0.9",
    marks: "utm_source=newsletter&utm_campaign=%20spring%20&qr=1",
  });

  expect(enrich(click)).toEqual({
    linkId: click.linkId,
    at: now - 1_000,
    class: "human",
    classReason: null,
    agent: { browser: "Mobile Safari", browserVersion: "18.1", os: "iOS", osVersion: "18.1", device: "mobile" },
    place: { ...unknownPlace, country: "US", continent: "NA" },
    referrerHost: "news.example",
    language: "de-at",
    source: "qr",
    utm: { source: "newsletter", medium: null, campaign: "spring", term: null, content: null },
    destination: "https://example.com/",
    rule: null,
    variant: null,
  });
});

test.each([
  ["rule and variant", "rule=iOS&variant=B", { rule: "iOS", variant: "B", class: "human", classReason: null }],
  ["the class", "class=bot&reason=odd", { class: "bot", classReason: "odd", isClassifiedByEdge: true }],
  ["a class without a reason", "class=human", { class: "human", classReason: null, isClassifiedByEdge: true }],
  ["an unknown class", "class=ghost&reason=odd", { class: "human", classReason: null }],
])("enrich takes over %s from the redirect", (_name, chosen, expected) => {
  expect(enrich(aClick({ chosen }))).toMatchObject(expected);
});

test.each([
  ["Windows", aClick().userAgent, "Chrome", "desktop"],
  ["a television", television, "Safari", "tv"],
  ["curl", "curl/8.5.0", "curl", "other"],
  ["a client with a system in its agent", "Wget/1.21.2 (linux-gnu)", "Wget", "other"],
  ["a client with a language first in its agent", "Python/3.11 aiohttp/3.9.1", "aiohttp", "other"],
  ["an empty agent", "", null, "other"],
])("enrich recognises %s", (_name, userAgent, browser, device) => {
  expect(enrich(aClick({ userAgent }))).toMatchObject({ agent: { browser, device } });
});

test.each([
  ["an invalid referrer", { referrer: "rubbish" }, { referrerHost: null }],
  ["a time far in the future", { at: 3_093_527_980_800_000 }, { at: now }],
  ["a time that is not a number", { at: Number.NaN }, { at: now }],
  ["a destination with NUL", { destination: "https://a\0.example/" }, { destination: "https://a.example/" }],
  ["a UTM parameter with a lone surrogate", { marks: "utm_source=%ED%A0%80a" }, { source: "link" }],
])("enrich tolerates %s", (_name, given, expected) => {
  expect(enrich(aClick(given))).toMatchObject(expected);
});

const marked = "https://example.com/shop?utm_source=newsletter&utm_medium=email#utm_term=a";
test.each([
  ["in the destination count if the visited URL has none", marked, "", { source: "newsletter", medium: "email" }],
  ["in the visited URL take precedence", marked, "utm_source=flyer&qr=1", { source: "flyer", medium: "email" }],
  ["with an empty value are ignored", marked, "utm_source=+", { source: "newsletter", medium: "email" }],
  ["in a path are ignored", "https://example.com/utm_source=a", "", { source: null, medium: null }],
  ["in an invalid URL are ignored", "utm_source=a", "", { source: null, medium: null }],
])("UTM parameters %s", (_name, destination, marks, utm) => {
  expect(enrich(aClick({ destination, marks })).utm).toMatchObject({ ...utm, term: null });
});

test("enrich keeps only the link's own data of visitors who opt out", () => {
  const click = aClick({
    at: now,
    ip: "8.8.8.8",
    referrer: "https://news.example/",
    marks: "utm_source=news&qr=1",
    purpose: "opt-out",
  });

  expect(enrich(click)).toMatchObject({
    class: "human",
    agent: { browser: null, browserVersion: null, os: null, osVersion: null, device: null },
    place: { country: null, region: null, city: null },
    referrerHost: null,
    language: null,
    source: "qr",
    utm: { source: "news" },
  });
});
