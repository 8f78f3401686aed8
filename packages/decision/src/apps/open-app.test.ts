import type { LinkRules } from "@shunt/contracts/links";
import { aCachedDomain, aCachedLink } from "@shunt/testing";
import { describe, expect, test } from "vitest";
import { createDecide } from "../decide.ts";
import { aRule } from "../testing/a-rule.ts";
import { aVisit } from "../testing/a-visit.ts";
import { theTools } from "../testing/the-tools.ts";
import type { VisitFacts } from "../visit-facts.ts";

const decide = createDecide({ ...theTools, allowedSchemes: new Set(["myapp", "mailto"]) });
const webkit = "AppleWebKit/605.1.15 (KHTML, like Gecko)";
const iphone = `Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) ${webkit} Version/18.1 Mobile/15E148 Safari/604.1`;
const ipad = `Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) ${webkit} Version/12.1 Mobile/15E148 Safari/604.1`;
const ipadAsMac = `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${webkit} Version/18.1 Safari/605.1.15`;
const pixel =
  "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36";
const web = "https://example.com/";
const rules: LinkRules = {
  ios_url: "myapp://item/1",
  ios_fallback_url: "https://apps.apple.com/app/id1",
  android_url: "https://play.google.com/store/apps/details?id=com.example",
};
const browser = { accept: "text/html,*/*;q=0.8" };

function targetOf(given: LinkRules, userAgent: string, visit: Partial<VisitFacts> = {}) {
  const { target } = decide(
    aCachedLink({ rules: given }),
    aCachedDomain(),
    aVisit({ headers: browser, userAgent, ...visit }),
  );
  return [target?.url, target?.fallback, target?.cacheSeconds];
}

const toWeb = [web, undefined, 0];
const toIosPage = [rules.ios_url, rules.ios_fallback_url, 0];
const toPlay = [rules.android_url, undefined, 0];

test.each<[string, string, unknown[]]>([
  ["an iPhone", iphone, toIosPage],
  ["Chrome on an iPhone", iphone.replace("Version/18.1", "CriOS/131.0.6778.73"), toIosPage],
  ["an iPad that says so", ipad, toIosPage],
  ["an iPad that says it is a Mac", ipadAsMac, toWeb],
  ["an Android phone", pixel, toPlay],
  ["an Android tablet", pixel.replace("Mobile ", ""), toPlay],
  ["a browser in an app on an iPhone", `${iphone} Instagram 356.0.0`, toWeb],
  ["a browser in an app on Android", pixel.replace("Pixel 8", "Pixel 8; wv"), toWeb],
  [
    "a Windows phone that names Android and iPhone",
    "Mozilla/5.0 (Mobile; Windows Phone 8.1; Android 4.0; ARM; Trident/7.0; Touch; rv:11.0; IEMobile/11.0; NOKIA; Lumia 520) like iPhone OS 7_0_3 Mac OS X AppleWebKit/537 (KHTML, like Gecko) Mobile Safari/537",
    toWeb,
  ],
  [
    "an Android television",
    "Mozilla/5.0 (Linux; Android 11; BRAVIA 4K VH2) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
    toWeb,
  ],
  [
    "a computer",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
    toWeb,
  ],
  [
    "the crawler of a search engine on a phone",
    `${pixel} (compatible; Googlebot/2.1; +http://www.google.com/bot.html)`,
    toWeb,
  ],
  ["a preview", `${iphone} facebookexternalhit/1.1`, toWeb],
  ["a program", "curl/8.5.0", toWeb],
  ["no user agent", "", toWeb],
])("ios_url and android_url decide for %s", (_who, userAgent, expected) => {
  expect(targetOf(rules, userAgent)).toEqual(expected);
});

test.each<[string, Partial<VisitFacts>, unknown[]]>([
  ["a prefetch", { purpose: { ...aVisit().purpose, ahead: "prefetch" } }, toWeb],
  ["a frame", { headers: { ...browser, "sec-fetch-dest": "iframe" } }, toWeb],
  ["a script", { headers: { accept: "application/json" } }, toWeb],
  ["a navigation", { headers: { ...browser, "sec-fetch-dest": "document" } }, toIosPage],
])("the page of an app answers on an iPhone to %s as it should", (_what, visit, expected) => {
  expect(targetOf(rules, iphone, visit)).toEqual(expected);
});

describe("precedence", () => {
  const split = {
    variants: [
      { name: "a", url: "https://example.com/a", weight: 1 },
      { name: "b", url: "https://example.com/b", weight: 1 },
    ],
  };
  const always = aRule([{ fact: "query", key: "web", operator: "not_exists" }]);

  test("a rule that holds comes before the app, and the app before the split", () => {
    expect(targetOf({ ...rules, rules: [always] }, iphone)).toEqual(["https://example.com/ruled", undefined, 0]);
    expect(targetOf({ ...rules, rules: [always] }, iphone, { query: "web" })).toEqual(toIosPage);
    expect(targetOf({ ...rules, split }, iphone)).toEqual(toIosPage);
    expect(targetOf({ ...rules, split }, ipadAsMac)[0]).toMatch(/^https:\/\/example\.com\/[ab]$/);
  });

  test("cloaking shows no app in a frame, and a limit counts the page of an app as a click", () => {
    const link = aCachedLink({ rules: { ...rules, cloak: true, max_clicks: 5 } });
    const visit = aVisit({ headers: browser, userAgent: iphone, clicks: 0 });

    expect(decide(link, aCachedDomain(), visit)).toMatchObject({
      target: { url: rules.ios_url, fallback: rules.ios_fallback_url },
      count: { takes: true, limit: 5 },
    });
    expect(decide(link, aCachedDomain(), visit).target).not.toHaveProperty("frame");
    expect(decide(link, aCachedDomain(), { ...visit, clicks: 5 }).outcome).toBe("expired");
  });
});

test("without an ios_fallback_url the page leads to the destination", () => {
  expect(targetOf({ ios_url: "myapp://item/1" }, iphone)).toEqual(["myapp://item/1", web, 0]);
});

test("forwarding completes both URLs of the page, and statistics record that of the app without the visitor's parts", () => {
  const given = { ...rules, forward_query: "visitor_wins", utm_source: "mail" } as const;

  const link = aCachedLink({ rules: given });
  const { target } = decide(link, aCachedDomain(), aVisit({ headers: browser, userAgent: iphone, query: "a=1" }));

  expect(target).toMatchObject({
    url: "myapp://item/1?a=1&utm_source=mail",
    fallback: "https://apps.apple.com/app/id1?a=1&utm_source=mail",
    destination: "myapp://item/1?utm_source=mail",
  });
});

test("forwarding leaves a mailto destination as it is", () => {
  const given = { forward_query: "visitor_wins", utm_source: "mail", placeholders: true } as const;
  const link = aCachedLink({ url: "mailto:ann@example.com?subject={country}", rules: given });

  const { target } = decide(link, aCachedDomain(), aVisit({ query: "subject=x&cc=eve@example.com" }));

  expect(target).toMatchObject({ url: link.url });
});
