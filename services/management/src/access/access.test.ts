import { leastRoles, type ResourceKind, verbs, type WorkspaceRole, workspaceRoles } from "@shunt/contracts/roles";
import { createDb, type Db } from "@shunt/db";
import { createTestDatabase } from "@shunt/testing/stores";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { toUtmValues } from "../utm-templates/utm-template-record.ts";
import { type Actor, type ApiKeyActor, operator, system, type UserActor } from "./actor.ts";
import { allowedTo, tables } from "./allowed-to.ts";
import { can } from "./can.ts";
import { hasLostAccess } from "./memberships.ts";
import type { Resource } from "./resource.ts";

const kinds = Object.keys(leastRoles) as ResourceKind[];
const team = uuidv7();
const others = uuidv7();
/** `first` and `second` belong to the team, `foreign` to the others. */
let first: number;
let second: number;
let foreign: number;
let db: Db;
/** By kind and id. */
let resources: Record<ResourceKind, Map<string, Resource>>;

beforeAll(async () => {
  const { url } = await createTestDatabase();
  db = createDb({ url, max: 4, applicationName: "test" });
  for (const id of [team, others])
    await db.insertInto("workspaces").values({ id, name: "w", personal_user_id: null }).execute();
  [first, second, foreign] = [await addDomain(team), await addDomain(team), await addDomain(others)] as [
    number,
    number,
    number,
  ];
  for (const [workspaceId, codes] of [
    [team, [first]],
    [team, [second]],
    [team, [first, second]],
    [team, [second, first]],
    [team, [1]],
    [others, [foreign]],
    [others, [first]],
  ] as const)
    await addLink(workspaceId, codes);
  for (const workspaceId of [team, others]) {
    await addWebhook(workspaceId);
    const template = { id: uuidv7(), workspace_id: workspaceId, name: "Mail", ...toUtmValues({ utm_source: "mail" }) };
    await db.insertInto("utm_templates").values(template).execute();
    const folder = { id: uuidv7(), workspace_id: workspaceId, name: "Spring", color: null };
    await db.insertInto("folders").values(folder).execute();
  }
  resources = await readResources();
});
afterAll(() => db.destroy());

async function addDomain(workspaceId: string): Promise<number> {
  const domain = { host: `${uuidv7()}.example`, workspace_id: workspaceId };
  return (await db.insertInto("domains").values(domain).returning("id").executeTakeFirstOrThrow()).id;
}

/** With its own tag and a code on each domain; the first code is primary. */
async function addLink(workspaceId: string, domainIds: readonly number[]): Promise<void> {
  const [id, tagId] = [uuidv7(), uuidv7()];
  await sql`
    insert into links (id, workspace_id, target_url, is_active, is_public, redirect_status)
    values (${id}, ${workspaceId}, 'https://example.com/', true, false, 302)`.execute(db);
  for (const [i, domain_id] of domainIds.entries())
    await db
      .insertInto("link_codes")
      .values({ link_id: id, domain_id, code: uuidv7(), is_primary: i === 0, is_custom: false })
      .execute();
  await db.insertInto("tags").values({ id: tagId, workspace_id: workspaceId, name: tagId }).execute();
  await db.insertInto("link_tags").values({ link_id: id, tag_id: tagId }).execute();
}

async function addWebhook(workspace_id: string): Promise<void> {
  const row = {
    id: uuidv7(),
    workspace_id,
    url: "https://example.com/",
    description: null,
    events: [],
    created_by: null,
  };
  await db
    .insertInto("webhooks")
    .values({ ...row, secret_sealed: Buffer.from("") })
    .execute();
}

async function readResources(): Promise<typeof resources> {
  const links = await sql<{ id: string; tagId: string; workspaceId: string; domainIds: number[] }>`
    select links.id, tag_id as "tagId", workspace_id as "workspaceId",
      array(select domain_id from link_codes where link_id = links.id order by is_primary desc) as "domainIds"
    from links join link_tags on link_id = links.id`.execute(db);
  const rowsOf = async (table: "domains" | "folders" | "utm_templates" | "webhooks" | "workspaces") => {
    const workspaceId = table === "workspaces" ? sql`id` : sql`workspace_id`;
    const query = sql<{ id: string; workspaceId: string }>`
      select id::text as id, ${workspaceId} as "workspaceId" from ${sql.table(table)} where ${workspaceId} is not null`;
    return (await query.execute(db)).rows;
  };
  const linkish = (kind: "link" | "code" | "analytics" | "export") =>
    new Map(
      links.rows.map(({ id, workspaceId, domainIds: [primary, ...rest] }): [string, Resource] => [
        id,
        { kind, workspaceId, domainId: primary as number, otherCodes: rest.map(domainId => ({ domainId })) },
      ]),
    );
  const plain = async (
    kind: "folder" | "utmTemplate" | "webhook" | "workspace",
    table: "folders" | "utm_templates" | "webhooks" | "workspaces",
  ) => new Map((await rowsOf(table)).map(({ id, workspaceId }): [string, Resource] => [id, { kind, workspaceId }]));
  return {
    link: linkish("link"),
    code: linkish("code"),
    analytics: linkish("analytics"),
    export: linkish("export"),
    tag: new Map(
      links.rows.map(({ tagId, workspaceId, domainIds }) => [
        tagId,
        { kind: "tag", workspaceId, domainIds: domainIds.slice(0, 1) },
      ]),
    ),
    domain: new Map(
      (await rowsOf("domains")).map(({ id, workspaceId }) => [
        id,
        { kind: "domain", workspaceId, domainId: Number(id) },
      ]),
    ),
    folder: await plain("folder", "folders"),
    utmTemplate: await plain("utmTemplate", "utm_templates"),
    webhook: await plain("webhook", "webhooks"),
    workspace: await plain("workspace", "workspaces"),
  };
}

const account = { userId: uuidv7(), role: "user", workspaceId: uuidv7() } as const;
const aUser = (memberships: UserActor["memberships"]): UserActor => ({
  ...account,
  kind: "user",
  sessionId: uuidv7(),
  memberships,
});
const aKey = (memberships: ApiKeyActor["memberships"], domainIds: readonly number[] | undefined): ApiKeyActor => ({
  ...account,
  kind: "apiKey",
  keyId: uuidv7(),
  scopes: ["read", "write", "analytics"],
  memberships,
  domainIds,
});

/** For every verb and kind. */
async function compare(actor: Actor): Promise<void> {
  for (const kind of kinds) {
    for (const verb of verbs) {
      const { rows } = await sql<{ id: string }>`
        select id::text as id from ${sql.table(tables[kind])} where ${allowedTo(actor, verb, kind)}`.execute(db);
      const inSql = rows.map(({ id }) => id).filter(id => resources[kind].has(id));
      const inCode = [...resources[kind]].flatMap(([id, resource]) => (can(actor, verb, resource) ? id : []));
      expect(inSql.sort(), `${verb} ${kind}`).toEqual(inCode.sort());
    }
  }
}

const someRoles: (WorkspaceRole | undefined)[] = [undefined, ...workspaceRoles];
const pairs = someRoles.flatMap(inTeam => someRoles.map(inOthers => [inTeam, inOthers] as const));

describe("allowedTo selects the rows that can allows", () => {
  test.each(pairs)(
    "for a %s of one workspace and a %s of another, with each domain limit",
    async (inTeam, inOthers) => {
      const memberships = { ...(inTeam && { [team]: inTeam }), ...(inOthers && { [others]: inOthers }) };
      const limits = [undefined, [], [first], [second], [first, second], [first, second, foreign, 1]];

      await compare(aUser(memberships));
      for (const limit of limits) await compare(aKey(memberships, limit));
    },
  );

  test("for the operator and background tasks, which may do everything", async () => {
    for (const actor of [operator, system]) {
      await compare(actor);
      expect(can(actor, "delete", { kind: "workspace", workspaceId: team })).toBe(true);
    }
  });
});

test.each([
  ["viewer", "link", "read", true],
  ["viewer", "analytics", "read", true],
  ["viewer", "domain", "read", true],
  ["viewer", "link", "edit", false],
  ["viewer", "code", "edit", false],
  ["viewer", "analytics", "delete", false],
  ["viewer", "webhook", "read", false],
  ["editor", "link", "edit", true],
  ["editor", "link", "delete", true],
  ["editor", "tag", "edit", true],
  ["viewer", "utmTemplate", "edit", false],
  ["editor", "utmTemplate", "delete", true],
  ["editor", "domain", "edit", false],
  ["editor", "webhook", "read", false],
  ["admin", "domain", "delete", true],
  ["admin", "webhook", "edit", true],
  ["admin", "workspace", "edit", false],
  ["owner", "workspace", "delete", true],
] as const)("can for role %s, kind %s and verb %s is %s", (role, kind, verb, expected) => {
  const [resource] = [...resources[kind].values()].filter(({ workspaceId }) => workspaceId === team);

  expect(can(aUser({ [team]: role }), verb, resource as Resource)).toBe(expected);
});

test("can allows nothing without an account or with an unknown role", () => {
  const stranger = aUser({ [team]: "guest" as WorkspaceRole });

  for (const kind of kinds)
    for (const verb of verbs)
      for (const resource of resources[kind].values()) {
        expect(can(undefined, verb, resource)).toBe(false);
        expect(can(stranger, verb, resource)).toBe(false);
      }
});

test("hasLostAccess is true for a lower role and a lost workspace, and false for gained access", () => {
  const before = { memberships: { [team]: "editor" } } as const;

  expect(hasLostAccess(before, { memberships: { [team]: "editor" } })).toBe(false);
  expect(hasLostAccess(before, { memberships: { [team]: "owner", [others]: "viewer" } })).toBe(false);
  expect(hasLostAccess(before, { memberships: { [team]: "viewer" } })).toBe(true);
  expect(hasLostAccess(before, { memberships: {} })).toBe(true);
});
