import type { PostLink } from "@shunt/contracts/social";
import { expect, test } from "vitest";
import { splitText } from "./split-text.ts";

const split = (content: string, ...urls: string[]) =>
  splitText(
    content,
    urls.map(url => ({ url }) as PostLink),
  ).map(part => (typeof part === "string" ? part : [part.url]));

test.each([
  ["no links", [], ["no links"]],
  ["https://a.example", ["https://a.example"], [["https://a.example"]]],
  ["see https://a.example/x, now", ["https://a.example/x"], ["see ", ["https://a.example/x"], ", now"]],
  [
    "https://a.example https://a.example",
    ["https://a.example", "https://a.example"],
    [["https://a.example"], " ", ["https://a.example"]],
  ],
  [
    "https://a.example/deleted https://a.example",
    ["https://a.example"],
    ["https://a.example/deleted ", ["https://a.example"]],
  ],
  ["a link that the text lacks", ["https://b.example"], ["a link that the text lacks"]],
])("splitText(%j, %j)", (content, urls, parts) => {
  expect(split(content, ...urls)).toEqual(parts);
});
