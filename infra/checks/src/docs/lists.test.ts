import { Scope } from "@shunt/contracts/accounts";
import { dimensions } from "@shunt/contracts/analytics";
import { webhookEvents } from "@shunt/contracts/webhooks";
import { expect, test } from "vitest";
import { readText } from "../repository.ts";
import { findCode } from "./read-documents.ts";

test.each([
  { document: "docs/api.md", names: "webhook events", list: Object.keys(webhookEvents) },
  { document: "docs/api.md", names: "scopes of API keys", list: Scope.options },
  { document: "docs/analytics.md", names: "dimensions of clicks", list: dimensions },
])("$document names all $names", ({ document, list }) => {
  const code = new Set(findCode(readText(document)));

  expect(list.filter(name => !code.has(name))).toEqual([]);
});
