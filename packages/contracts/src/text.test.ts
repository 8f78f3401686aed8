import { expect, test } from "vitest";
import { CreateLink } from "./api/links.ts";
import { FolderName, TagName } from "./link/link-values.ts";
import { text } from "./text.ts";

test.each(["a\0b", "\0", "a\ud800", "\udc00a", "\ud800"])(
  "text and TargetUrl reject %j, which cannot be stored",
  value => {
    expect(text({ max: 100 }).safeParse(value).success).toBe(false);
    expect(CreateLink.safeParse({ original_url: `https://example.com/${value}x` }).success).toBe(false);
  },
);

test.each(["https://example.com/\ufffd", "https://ex\ufffdample.com/", "\ufffdhttps://example.com/"])(
  "CreateLink rejects %j, which has lost characters",
  value => {
    expect(CreateLink.safeParse({ original_url: value }).error?.issues.map(({ message }) => message)).toEqual([
      "must not contain the replacement character U+FFFD, which marks lost characters",
    ]);
  },
);

test.each([
  ["tag", (value: string) => TagName.parse(value)],
  ["folder", (value: string) => FolderName.parse(value)],
])("a %s with combining accents equals its composed form", (_name, parse) => {
  expect(parse("cafe\u0301")).toBe("caf\u00e9");
});
