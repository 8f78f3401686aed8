import { RegisterUser } from "@shunt/contracts/accounts";
import { AddDomain } from "@shunt/contracts/domains";
import { AddCode, CreateLink } from "@shunt/contracts/links";
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
  ["a further code", AddCode, { short_code: "no blanks" }, [t.code]],
] as never)("%s gets a sentence for people", (_, schema, input, sentences) => {
  const { error } = schema.safeParse(input, { error: describeIssue });

  expect(error?.issues.map(({ message }) => sayRequirement(message, t))).toEqual(sentences);
});

test.each([
  ["must lie in the future", t.future],
  ["must be later than starts_at", t.laterEnd],
  ["is too common; choose another one", t.commonPassword],
  ["is not the current code; enter the code that your app shows now", t.currentCode],
  ["is the host of this service; use another host", t.ownHost],
  ["must be something new", "must be something new"],
])("sayRequirement says %j", (detail, sentence) => {
  expect(sayRequirement(detail, t)).toBe(sentence);
});
