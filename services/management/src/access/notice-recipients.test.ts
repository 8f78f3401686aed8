import { createDb, type Db, type Noticed, noticeRecipients } from "@shunt/db";
import { createTestDatabase } from "@shunt/testing/stores";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";

let db: Db;
beforeAll(async () => {
  db = createDb({ url: (await createTestDatabase()).url, max: 2, applicationName: "test" });
});
afterAll(() => db.destroy());

type Role = "owner" | "admin" | "editor" | "member" | "viewer";
type Subject = Pick<Noticed, "kind" | "verb">;
const webhook: Subject = { kind: "webhook", verb: "edit" };
const link: Subject = { kind: "link", verb: "edit" };
const milestone: Subject = { kind: "analytics", verb: "read" };

async function aUser(is_active = true): Promise<string> {
  const id = uuidv7();
  const row = { id, email: `${id}@example.com`, full_name: null, password_hash: "", is_active };
  await db.insertInto("users").values(row).execute();
  return id;
}

/** A team with two owners. */
async function aTeam() {
  const id = uuidv7();
  await db.insertInto("workspaces").values({ id, name: "Marketing" }).execute();
  const join = async (role: Role, isActive = true) => {
    const user_id = await aUser(isActive);
    await db.insertInto("workspace_members").values({ workspace_id: id, user_id, role }).execute();
    return user_id;
  };
  return { id, join, owners: [await join("owner"), await join("owner")] };
}

async function recipientsOf(subject: Subject, workspaceId: string, creatorId: string | null): Promise<string[]> {
  const ids = { workspaceId: sql`${workspaceId}::uuid`, creatorId: sql`${creatorId}::uuid` };
  const { rows } = await sql<{ id: string; email: string }>`
    select user_id as id, email from ${noticeRecipients({ ...subject, ...ids })} order by user_id`.execute(db);
  for (const { id, email } of rows) expect(email).toBe(`${id}@example.com`);
  return rows.map(({ id }) => id);
}

test.each<[string, Subject, Role[]]>([
  ["a webhook", webhook, ["owner", "admin"]],
  ["a link", link, ["owner", "admin", "editor", "member"]],
  ["a milestone", milestone, ["owner", "admin", "editor", "member", "viewer"]],
])("notices of %s go to its creator while the role allows it, else to the owners", async (_what, subject, able) => {
  const { id, join, owners } = await aTeam();

  for (const role of ["owner", "admin", "editor", "member", "viewer"] as const) {
    const creator = await join(role);
    const expected = able.includes(role) ? [creator] : owners;
    expect(await recipientsOf(subject, id, creator), role).toEqual(expected);
    await db.deleteFrom("workspace_members").where("user_id", "=", creator).execute();
  }
});

test("notices go to the owners once the creator has left, is disabled or is deleted", async () => {
  const { id, join, owners } = await aTeam();
  const [former, disabled] = [await aUser(), await join("admin", false)];

  for (const creator of [former, disabled, null]) expect(await recipientsOf(webhook, id, creator)).toEqual(owners);
});

test("disabled owners get no notices", async () => {
  const { id, join, owners } = await aTeam();
  await join("owner", false);

  expect(await recipientsOf(webhook, id, null)).toEqual(owners);
});

test("notices of a personal workspace go to its account, once, also without a row of its membership", async () => {
  const [ann, bob] = [await aUser(), await aUser()];
  for (const user of [ann, bob])
    await db.insertInto("workspaces").values({ id: user, name: "Personal", personal_user_id: user }).execute();
  await db.insertInto("workspace_members").values({ workspace_id: bob, user_id: bob, role: "member" }).execute();

  for (const user of [ann, bob]) {
    expect(await recipientsOf(webhook, user, user)).toEqual([user]);
    expect(await recipientsOf(webhook, user, null)).toEqual([user]);
  }
});
