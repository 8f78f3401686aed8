import { randomUUID } from "node:crypto";
import { anonymousWorkspaceId, createDb } from "@shunt/db";
import { createTestDatabase } from "@shunt/testing/stores";
import { sql } from "kysely";
import { expect, onTestFinished, test, vi } from "vitest";
import { createGuard } from "./guard.ts";
import { createFindLinkFacts } from "./link-facts.ts";

test("findLinkFacts returns title, visibility, when this service began to have the link, and when the destination last changed, in one query", async () => {
  const { url } = await createTestDatabase();
  const db = createDb({ url, max: 2, applicationName: "test" });
  onTestFinished(() => db.destroy());
  const [first, second, none] = [randomUUID(), randomUUID(), randomUUID()];
  await sql`
    insert into links (id, workspace_id, target_url, title, is_public, created_at, is_active, is_indexable, redirect_status) values
      (${first}, ${anonymousWorkspaceId}, 'https://example.com/', 'Sale', true, '2026-01-31T09:00:00Z', true, false, 302),
      (${second}, ${anonymousWorkspaceId}, 'https://example.com/', null, false, '2026-02-28T09:00:00Z', true, false, 302)`.execute(
    db,
  );
  await sql`
    insert into former_targets (id, link_id, target_url, replaced_at) values
      (${randomUUID()}, ${first}, 'https://example.com/a', '2026-03-01T09:00:00Z'),
      (${randomUUID()}, ${first}, 'https://example.com/b', '2026-04-01T09:00:00Z')`.execute(db);
  await sql`
    insert into link_versions (link_id, number, replaced, replaced_at) values
      (${first}, 1, '{"original_url": "https://example.com/c"}', '2026-05-01T09:00:00Z'),
      (${first}, 2, '{"title": "Old"}', '2026-06-01T09:00:00Z'),
      (${second}, 1, '{"title": "Old"}', '2026-06-01T09:00:00Z')`.execute(db);
  await sql`update links set imported_at = '2026-03-15T09:00:00Z' where id = ${first}`.execute(db);
  const postgres = vi.fn(createGuard("postgres", 10_000));
  const findFacts = createFindLinkFacts({ db, postgres: postgres as never, onError: vi.fn() });

  const found = await Promise.all([findFacts(second), findFacts(none), findFacts(first)]);

  expect(found).toMatchObject([
    { title: null, isPublic: false, createdAt: new Date("2026-02-28T09:00:00Z"), destinationChangedAt: null },
    undefined,
    {
      title: "Sale",
      isPublic: true,
      createdAt: new Date("2026-03-15T09:00:00Z"),
      destinationChangedAt: new Date("2026-05-01T09:00:00Z"),
    },
  ]);
  expect(postgres).toHaveBeenCalledOnce();
});

test("findLinkFacts reports a failure as unavailable", async () => {
  const onError = vi.fn();
  const postgres = () => Promise.reject(new Error("down"));
  const findFacts = createFindLinkFacts({ db: {} as never, postgres: postgres as never, onError });

  await expect(findFacts(randomUUID())).rejects.toMatchObject({ code: "unavailable" });
  expect(onError).toHaveBeenCalledOnce();
});
