import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const files = globSync("**/*.ts", { cwd: root })
  .filter(file => !/\.test\.ts$|^testing\//.test(file))
  .sort();

/** Files that may write a table. Their functions report changes to `LinkChanges` or `DomainChanges`. */
const writers = {
  links: [
    "admin/blocked-links-store.ts",
    "admin/unsafe-links-store.ts",
    // Writes only `clicks_since`, which neither caches nor webhooks contain.
    "analytics/reset-statistics.ts",
    "links/create/insert-links.ts",
    "links/change/link-writes.ts",
  ],
  link_codes: ["links/change/code-writes.ts", "links/create/insert-links.ts"],
  link_tags: ["links/tags/link-tags.ts", "links/tags/move-tag.ts"],
  // `lock-keys` only re-encrypts.
  link_locks: ["links/lock/lock-keys.ts", "links/lock/lock-store.ts"],
  domains: [
    "domains/blocked-urls.ts",
    "domains/domain-store.ts",
    "domains/raise-domain-versions.ts",
    "domains/release/release-store.ts",
  ],
  cache_outbox: ["changes/cache-outbox.ts", "changes/outbox-settler.ts", "links/create/insert-links.ts"],
} as const;

/** The only caller of each step of a change. */
const callers = {
  insertLinks: "links/change/link-changes.ts",
  writeLinkSettings: "links/change/link-changes.ts",
  upsertLocks: "links/change/link-changes.ts",
  deleteLock: "links/change/link-changes.ts",
  raiseVersions: "links/change/link-changes.ts",
  moveLinkRows: "links/change/link-changes.ts",
  deleteLinkRows: "links/change/link-changes.ts",
  emitLinkEvents: "links/change/link-changes.ts",
  raiseDomainVersions: "domains/domain-changes.ts",
  insertOutboxRows: "changes/run-changes.ts",
  announceChanges: "changes/run-changes.ts",
} as const;

/** By the query builder or in SQL. */
function toWritePattern(table: string): RegExp {
  return new RegExp(
    `(insertInto|updateTable|deleteFrom)\\("${table}\\b|\\b(insert into|update|delete from|truncate)\\s+${table}\\b`,
    "i",
  );
}

const matching = (pattern: RegExp) => files.filter(file => pattern.test(readFileSync(join(root, file), "utf8")));

test.each(Object.entries(writers))("only the listed files write the table %s", (table, allowed) => {
  expect(matching(toWritePattern(table))).toEqual([...allowed].sort());
});

test.each(Object.entries(callers))("%s is called only by %s", (step, caller) => {
  expect(matching(new RegExp(`(?<!function )\\b${step}\\(`))).toEqual([caller]);
});

test("only batchInserts runs a change without a transaction", () => {
  expect(matching(/isOneStatement: true/)).toEqual(["links/create/batch-inserts.ts"]);
});
