import { expect, test } from "vitest";
import { describeDetails, describeEntry } from "./describe-entry.ts";

test("a known action is a sentence, an unknown one its own name", () => {
  const texts = { "host.blocked": "blocked a host" };
  expect(describeEntry({ action: "host.blocked", details: {} }, texts)).toBe("blocked a host");
  expect(describeEntry({ action: "host.moved", details: {} }, texts)).toBe("host.moved");
});

test("details are one line with known names, without empty values and objects, and long values are cut", () => {
  const details = {
    host: "bad.example",
    blocked_by: "x".repeat(200),
    reason: null,
    note: "",
    fields: ["title", "tags"],
    changes: { a: 1 },
  };
  expect(describeDetails({ action: "host.blocked", details }, { host: "Servidor" })).toBe(
    `Servidor: bad.example, blocked by: ${"x".repeat(120)}…, fields: title, tags`,
  );
});
