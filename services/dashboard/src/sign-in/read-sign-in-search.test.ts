import { expect, test } from "vitest";
import { readSignInSearch } from "./read-sign-in-search.ts";

test.each(["/links", "/links?search=a%2Fb#c", "/feed/1", "/%2F/x"])("readSignInSearch keeps %j", to => {
  expect(readSignInSearch({ to })).toEqual({ to });
});

test("readSignInSearch keeps an e-mail address", () => {
  expect(readSignInSearch({ email: "bob@example.com" })).toEqual({ email: "bob@example.com" });
  expect(readSignInSearch({ email: 7 })).toEqual({});
});

test.each([
  "https://evil.example/",
  "//evil.example/",
  "/\\evil.example",
  "\\/evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "\t//evil.example",
  "javascript:alert(1)",
  "data:text/html,x",
  "links",
  "",
  7,
  ["/links"],
])("readSignInSearch refuses %j", to => {
  expect(readSignInSearch({ to })).toEqual({});
});
