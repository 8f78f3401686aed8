import { expect, test } from "vitest";
import { toTaggedUrl } from "./tagged-url.ts";

const values = { utm_source: "news letter", utm_medium: "email" };

test.each([
  ["https://a.example/", "https://a.example/?utm_source=news%20letter&utm_medium=email"],
  ["https://a.example/?b=c#d", "https://a.example/?b=c&utm_source=news%20letter&utm_medium=email#d"],
  ["https://a.example/?utm_medium=print", "https://a.example/?utm_medium=print&utm_source=news%20letter"],
  ["https://a.example/?", "https://a.example/?utm_source=news%20letter&utm_medium=email"],
])("toTaggedUrl adds to %s the fields that it lacks", (url, expected) => {
  expect(toTaggedUrl(url, values)).toBe(expected);
});

test("toTaggedUrl changes nothing without values", () => {
  expect(toTaggedUrl("https://a.example/?b=+#c", { utm_source: " " })).toBe("https://a.example/?b=+#c");
});
