import { Scope } from "@shunt/contracts/accounts";
import { dimensions } from "@shunt/contracts/analytics";
import {
  HealthStatus,
  importableProducts,
  placeholderNames,
  ruleWarningCodes,
  StoredConditions,
} from "@shunt/contracts/links";
import { workspaceRoles } from "@shunt/contracts/roles";
import { pictureNamesInEnglish } from "@shunt/contracts/social";
import { webhookEvents } from "@shunt/contracts/webhooks";
import { expect, test } from "vitest";
import { readText } from "../repository.ts";
import { findCode, findTable } from "./read-documents.ts";

const facts = [...(StoredConditions.element._zod.propValues?.fact ?? [])];
const placeholders = [...placeholderNames, "query:name", "1", "9"].map(name => `{${name}}`);

test.each([
  { document: "docs/api.md", column: "scope", list: Scope.options },
  { document: "docs/api.md", column: "role", list: workspaceRoles },
  { document: "docs/api.md", column: "event", list: Object.keys(webhookEvents) },
  { document: "docs/links.md", column: "fact", list: facts },
  { document: "docs/links.md", column: "warning", list: ruleWarningCodes },
  { document: "docs/links.md", column: "placeholder", list: placeholders },
  { document: "docs/links.md", column: "status", list: HealthStatus.options },
])("the table of $document by $column has each value once, and no other", ({ document, column, list }) => {
  const names = findTable(readText(document), column).flatMap(findCode);

  expect(names.toSorted()).toEqual([...list].map(String).sort());
});

test("docs/analytics.md names all dimensions of clicks", () => {
  const code = new Set(findCode(readText("docs/analytics.md")));

  expect(dimensions.filter(name => !code.has(name))).toEqual([]);
});

test.each(["docs/api.md", "docs/social.md"])("%s names the formats of pictures that the API accepts", document => {
  expect(readText(document)).toContain(pictureNamesInEnglish);
});

test("docs/api.md names all products whose exports can be imported", () => {
  const text = readText("docs/api.md");

  expect(importableProducts.filter(name => !text.includes(name))).toEqual([]);
});
