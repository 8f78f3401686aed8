import { expect, test } from "vitest";
import { parseList } from "./parse-list.ts";

test.each([
  ["bad.example", { host: "bad.example", prefix: "" }],
  ["BAD.example.", { host: "bad.example", prefix: "" }],
  ["  bad.example  # phishing", { host: "bad.example", prefix: "" }],
  ["http://bad.example/", { host: "bad.example", prefix: "" }],
  ["bücher.example", { host: "xn--bcher-kva.example", prefix: "" }],
  ["192.0.2.7", { host: "192.0.2.7", prefix: "" }],
  ["https://sites.example/evil", { host: "sites.example", prefix: "/evil" }],
  ["sites.example/evil?id=7", { host: "sites.example", prefix: "/evil?id=7" }],
  ["sites.example:8080/evil", { host: "sites.example", prefix: ":8080/evil" }],
  ["sites.example/%65vil%2fx%c3%A9%25", { host: "sites.example", prefix: "/evil/x%C3%A9%25" }],
  ["sites.example//evil///x", { host: "sites.example", prefix: "/evil/x" }],
  ["bad.example//", { host: "bad.example", prefix: "" }],
  ["bad.example/#frag", { host: "bad.example", prefix: "" }],
])("the line %j lists %j", (line, entry) => {
  expect(parseList(line)).toEqual({ entries: [entry], invalid: 0 });
});

test.each(["com", "localhost", "two words.example", "https://user@bad.example/", "<html>"])(
  "the line %j is invalid",
  line => {
    expect(parseList(line)).toEqual({ entries: [], invalid: 1 });
  },
);

test("comments and blank lines are no entries, and repeated entries count once", () => {
  expect(parseList("# list\r\n\r\nbad.example\r\nBAD.EXAMPLE\n   # more\n")).toEqual({
    entries: [{ host: "bad.example", prefix: "" }],
    invalid: 0,
  });
});
