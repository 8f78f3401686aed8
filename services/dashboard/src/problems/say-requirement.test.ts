import { RegisterUser } from "@shunt/contracts/accounts";
import { AddDomain } from "@shunt/contracts/domains";
import { AddCode, CreateLink, CreateUtmTemplate } from "@shunt/contracts/links";
import { describeIssue } from "@shunt/contracts/problem";
import { expect, test, vi } from "vitest";
import { sayRequirement } from "./say-requirement.ts";

vi.stubGlobal("localStorage", { getItem: () => null });
const { messages: t } = await import("./messages/en.ts");

const url = "https://example.com/";
const inRule = (condition: object) => ({
  original_url: url,
  rules: [{ conditions: [condition], url }],
});

const inSplit = (weights: number[], { name = "v", ...rest }: Record<string, string> = {}) => ({
  original_url: url,
  split: { variants: weights.map((weight, i) => ({ name: name === "v" ? `v${i}` : name, url, weight })), ...rest },
});

/** Input that people may type, and the sentences that it gets. The texts come from the schemas of the API. */
test.each<[string, { safeParse: typeof CreateLink.safeParse }, unknown, string[]]>([
  ["no destination", CreateLink, {}, [t.required]],
  ["no address", CreateLink, { original_url: "hello" }, [t.url]],
  ["a program", CreateLink, { original_url: "javascript:alert(1)" }, [t.urlOfWeb]],
  ["an address of a private network", CreateLink, { original_url: "http://192.168.0.1/" }, [t.publicUrl]],
  ["credentials", CreateLink, { original_url: "https://me:secret@example.com/" }, [t.hasCredentials]],
  ["a host with a blank label", CreateLink, { original_url: "https://a..example.com/" }, [t.host]],
  ["a short code", CreateLink, { original_url: url, short_code: "a" }, [t.code]],
  ["a reserved code", CreateLink, { original_url: url, short_code: "admin" }, [t.reserved]],
  ["mixed scripts", CreateLink, { original_url: url, short_code: "pаypal" }, [t.lookAlike]],
  ["a long title", CreateLink, { original_url: url, title: "x".repeat(2_000) }, [t.maxLength(500)]],
  ["an end before now", CreateLink, { original_url: url, expires_at: "soon" }, [t.time]],
  ["too many tags", CreateLink, { original_url: url, tags: Array.from({ length: 60 }, String) }, [t.maxEntries(30)]],
  ["no click", CreateLink, { original_url: url, max_clicks: 0 }, [t.min(1)]],
  ["half a click", CreateLink, { original_url: url, max_clicks: 1.5 }, [t.wholeNumber]],
  ["an unknown status", CreateLink, { original_url: url, redirect_status: 404 }, [t.choice]],
  ["a country", CreateLink, inRule({ fact: "country", operator: "in", value: ["Atlantis"] }), [t.country]],
  ["no e-mail address", RegisterUser, { email: "ann", password: "long enough" }, [t.email]],
  ["a short password", RegisterUser, { email: "ann@example.com", password: "short" }, [t.lengthBetween(8, 128)]],
  ["an address as a domain", AddDomain, { host: "192.0.2.7" }, [t.noIp]],
  ["no domain", AddDomain, { host: "not a host" }, [t.hostName]],
  ["a day that does not exist", CreateLink, { original_url: url, expires_at: "2027-02-30" }, [t.noSuchTime]],
  ["a year far ahead", CreateLink, { original_url: url, expires_at: "1950-01-01" }, [t.years]],
  ["an impossible port", CreateLink, { original_url: "https://example.com:0/" }, [t.noPort]],
  ["shares of nothing", CreateLink, inSplit([0, 0]), [t.weights]],
  ["a winner without an end", CreateLink, inSplit([1, 1], { winner: "v0" }), [t.winnerWithoutEnd]],
  ["an unknown winner", CreateLink, inSplit([1, 1], { winner: "x", ends_at: "2099-01-01" }), [t.noVariant]],
  ["a name of statistics", CreateLink, inSplit([1, 1], { name: "None" }), [t.statisticsName, t.sameName]],
  ["no language", CreateLink, inRule({ fact: "language", operator: "in", value: ["d!"] }), [t.language]],
  ["a name like an id", CreateUtmTemplate, { name: crypto.randomUUID(), utm_source: "a" }, [t.templateName]],
  ["an empty template", CreateUtmTemplate, { name: "a" }, [t.utmFields]],
  ["a further code", AddCode, { short_code: "no blanks" }, [t.code]],
] as never)("%s gets a sentence for people", (_, schema, input, sentences) => {
  const { error } = schema.safeParse(input, { error: describeIssue });

  expect(error?.issues.map(({ message }) => sayRequirement(message, t))).toEqual(sentences);
});

test.each([
  ["must lie in the future", t.future],
  ["must not lie in the future: it is when the link was created", t.past],
  ["is set: the link was deleted or banned. Empty the cell to import it", t.removed],
  ["does not show whether the day or the month comes first. Set date_order, or write 2027-01-31", t.dateOrder],
  ["must be later than starts_at", t.laterEnd],
  ["is too common; choose another one", t.commonPassword],
  ["is not the current code; enter the code that your app shows now", t.currentCode],
  ["is the host of this service; use another host", t.ownHost],
  ["must not lead to this service itself", t.ownUrl],
  ["must be a short URL such as https://go.example.com/sale", t.shortUrl],
  ["is possible for the first 20 rows with a password; send the others in another request", t.passwordRows(20)],
  ["has text in column 7, which has no name in the header", t.surplusText(7)],
  ["cannot be on: a destination must have at most 20 placeholders", t.placeholders(20)],
  ["must be something new", "must be something new"],
])("sayRequirement says %j", (detail, sentence) => {
  expect(sayRequirement(detail, t)).toBe(sentence);
});
