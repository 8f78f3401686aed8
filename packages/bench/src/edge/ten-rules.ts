import type { LinkRule, RuleCondition } from "@shunt/contracts/links";

/** Headers of a desktop browser. */
export const browserHeaders = {
  "User-Agent":
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0 Safari/537.36",
  "Accept-Language": "en-GB,en;q=0.9,de;q=0.8",
  Referer: "https://news.example/story",
};

const conditions: RuleCondition[][] = [
  [{ fact: "os", operator: "in", value: ["iOS", "iPadOS"] }],
  [{ fact: "os", operator: "equals", value: "Android" }],
  [{ fact: "device", operator: "in", value: ["tv", "console"] }],
  [{ fact: "language", operator: "in", value: ["fr", "it", "es"] }],
  [{ fact: "country", operator: "in", value: ["DE", "AT", "CH"] }],
  [{ fact: "referrer", operator: "equals", value: "x.com" }],
  [{ fact: "query", key: "ref", operator: "equals", value: "partner" }],
  [{ fact: "address", operator: "in", value: ["10.0.0.0/8", "2001:db8::/32"] }],
  [
    { fact: "weekday", operator: "in", value: ["saturday", "sunday"], time_zone: "Europe/Vienna" },
    { fact: "date", operator: "in", value: { until: "2020-01-01T00:00:00.000Z" } },
  ],
  [
    { fact: "browser", operator: "contains", value: "Chrome" },
    { fact: "class", operator: "equals", value: "bot" },
  ],
];

/** Ten rules over nine facts; a browser from the load generator meets none of them. */
export const tenRules: LinkRule[] = conditions.map((each, i) => ({
  name: `rule ${i + 1}`,
  conditions: each,
  url: `https://example.com/{link}/rules/${i + 1}`,
}));
