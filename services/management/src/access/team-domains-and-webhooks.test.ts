import { createDb, type Db } from "@shunt/db";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Answer, startTestApi, type TestApi } from "../testing/start-test-api.ts";

type Person = Awaited<ReturnType<TestApi["signUp"]>>;
type Role = "viewer" | "editor" | "admin" | "owner";
const roles: readonly Role[] = ["viewer", "editor", "admin", "owner"];

let api: TestApi;
let db: Db;
let owner: Person;
let team: string;
beforeAll(async () => {
  api = await startTestApi();
  db = createDb({ url: api.databaseUrl, max: 2, applicationName: "test" });
  owner = await api.signUp();
  team = (await call("POST", "/workspaces", owner, { name: "Marketing" })).body.id;
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

const call = (method: string, path: string, { token }: { token: string }, body?: unknown): Promise<Answer> =>
  api.call(method, `/api/v1${path}`, { token, ...(body !== undefined && { body }) });

async function join(role: Role, workspaceId = team): Promise<Person> {
  const person = await api.signUp();
  await db.insertInto("workspace_members").values({ workspace_id: workspaceId, user_id: person.id, role }).execute();
  return person;
}
const personalOf = async (person: Person): Promise<string> =>
  (await call("GET", "/workspaces", person)).body.items.find((each: { is_personal: boolean }) => each.is_personal).id;

let count = 0;
const aHost = () => `host-${++count}.example.com`;
const publish = (first: Answer, ...others: Answer[]) =>
  api.dns.set(
    first.body.verification.name,
    [first, ...others].map(({ body }) => [body.verification.value]),
  );
async function aTeamDomain(workspace_id = team): Promise<string> {
  const host = aHost();
  publish(await call("POST", "/domains", owner, { host, workspace_id }));
  expect((await call("POST", `/domains/${host}/verification`, owner)).status).toBe(200);
  return host;
}
const hook = { url: "https://receiver.example.com/", events: ["link.created"] };
const aTeamWebhook = async (): Promise<string> =>
  (await call("POST", "/webhooks", owner, { ...hook, workspace_id: team })).body.id;

/** Requests for a team's domain or webhook, each with its statuses for a viewer, an editor, an admin and an owner, and for others. */
const doors: Record<string, { ask: (who: Person) => Promise<Answer>; statuses: number[] }> = {
  "add a domain": {
    ask: who => call("POST", "/domains", who, { host: aHost(), workspace_id: team }),
    statuses: [403, 403, 201, 201, 404],
  },
  "read a domain": {
    ask: async who => call("GET", `/domains/${await aTeamDomain()}`, who),
    statuses: [200, 200, 200, 200, 404],
  },
  "verify a domain": {
    ask: async who => {
      const host = aHost();
      publish(await call("POST", "/domains", owner, { host, workspace_id: team }));
      return call("POST", `/domains/${host}/verification`, who);
    },
    statuses: [403, 403, 200, 200, 404],
  },
  "make a domain the default": {
    ask: async who => call("PATCH", `/domains/${await aTeamDomain()}`, who, { is_default: true }),
    statuses: [403, 403, 200, 200, 404],
  },
  "brand a domain": {
    ask: async who => call("PATCH", `/domains/${await aTeamDomain()}`, who, { brand_name: "Team" }),
    statuses: [403, 403, 200, 200, 404],
  },
  "delete a domain": {
    ask: async who => call("DELETE", `/domains/${await aTeamDomain()}`, who),
    statuses: [403, 403, 204, 204, 404],
  },
  "create a webhook": {
    ask: async who => {
      const answer = await call("POST", "/webhooks", who, { ...hook, workspace_id: team });
      if (answer.status === 201) await call("DELETE", `/webhooks/${answer.body.id}`, owner);
      return answer;
    },
    statuses: [403, 403, 201, 201, 404],
  },
  ...Object.fromEntries(
    (
      [
        ["read a webhook", 200, "GET", ""],
        ["change a webhook", 200, "PATCH", "", { description: "x" }],
        ["test a webhook", 204, "POST", "/test"],
        ["list deliveries", 200, "GET", "/deliveries"],
        ["replace a secret", 201, "POST", "/secret"],
        ["delete a webhook", 204, "DELETE", ""],
      ] as const
    ).map(([name, status, method, below, body]) => [
      name,
      {
        ask: async (who: Person) => {
          const id = await aTeamWebhook();
          const answer = await call(method, `/webhooks/${id}${below}`, who, body);
          await call("DELETE", `/webhooks/${id}`, owner);
          return answer;
        },
        statuses: [404, 404, status, status, 404],
      },
    ]),
  ),
};

test.each(Object.entries(doors))("who may %s of a team", async (_what, { ask, statuses }) => {
  const people = [...(await Promise.all(roles.map(role => join(role)))), await api.signUp()];

  const given: number[] = [];
  for (const person of people) given.push((await ask(person)).status);

  expect(given).toEqual(statuses);
});

test("only admins and owners of a team replay deliveries of its webhooks", async () => {
  const id = await aTeamWebhook();
  const replay = async (who: Person) =>
    (await call("POST", `/webhooks/${id}/deliveries/${crypto.randomUUID()}/replay`, who)).body.code;

  const codes: string[] = [];
  for (const role of roles) codes.push(await replay(await join(role)));
  codes.push(await replay(await api.signUp()));
  await call("DELETE", `/webhooks/${id}`, owner);

  const [hidden, found] = ["webhook-not-found", "delivery-not-found"];
  expect(codes).toEqual([hidden, hidden, found, found, hidden]);
});

test("a domain and a webhook belong to the workspace that the request names, else to the personal one", async () => {
  const admin = await join("admin");
  const add = async (fields: object) => [
    (await call("POST", "/domains", admin, { host: aHost(), ...fields })).body.workspace_id,
    (await call("POST", "/webhooks", admin, { ...hook, ...fields })).body.workspace_id,
  ];

  expect(await add({ workspace_id: team })).toEqual([team, team]);
  const personal = await personalOf(admin);
  expect(await add({})).toEqual([personal, personal]);
});

test.each(["team", 7, null])("the workspace_id %j is refused at its pointer", async workspace_id => {
  for (const [path, body] of Object.entries({ "/domains": { host: aHost() }, "/webhooks": hook })) {
    const answer = await call("POST", path, owner, { ...body, workspace_id });
    expect([answer.status, answer.body.errors?.[0].pointer]).toEqual([422, "/workspace_id"]);
  }
});

test("lists cover the workspaces whose role allows it", async () => {
  const [viewer, admin, stranger] = [await join("viewer"), await join("admin"), await api.signUp()];
  const [host, id] = [await aTeamDomain(), await aTeamWebhook()];
  const list = async (path: string, who: Person, key: string) =>
    (await call("GET", path, who)).body.items.map((each: Record<string, unknown>) => each[key]);

  for (const who of [viewer, admin]) expect(await list("/domains", who, "host")).toContain(host);
  expect(await list("/webhooks", admin, "id")).toContain(id);
  expect(await list("/webhooks", viewer, "id")).toEqual([]);
  expect([await list("/domains", stranger, "host"), await list("/webhooks", stranger, "id")]).toEqual([[], []]);
});

test("members create links on a domain of their team, and others get a text that fits", async () => {
  const host = await aTeamDomain();
  const [editor, stranger] = [await join("editor"), await api.signUp()];
  const create = (who: Person, fields: object) =>
    call("POST", "/urls", who, { original_url: "https://example.com/", domain: host, ...fields });

  expect((await create(editor, { workspace_id: team })).body).toMatchObject({ domain: host, workspace_id: team });
  const personal = await create(editor, {});
  expect(personal.body).toMatchObject({
    code: "domain-not-found",
    detail: `This workspace has no verified domain ${host}`,
  });
  expect((await create(stranger, {})).body.detail).toBe(`You have no verified domain ${host}`);
});

test("the default domain of a team is that of its links only", async () => {
  const id = (await call("POST", "/workspaces", owner, { name: "Default" })).body.id;
  const host = await aTeamDomain(id);
  const admin = await join("admin", id);
  await call("PATCH", `/domains/${host}`, admin, { is_default: true });
  const create = async (fields: object) =>
    (await call("POST", "/urls", admin, { original_url: "https://example.com/", ...fields })).body.domain;

  expect([await create({ workspace_id: id }), await create({})]).toEqual([host, null]);
});

describe("the same domain, added in two workspaces of a person", () => {
  async function twice() {
    const admin = await join("admin");
    const host = aHost();
    const personal = await call("POST", "/domains", admin, { host });
    const ofTeam = await call("POST", "/domains", admin, { host, workspace_id: team });
    return { admin, host, personal, ofTeam, path: `/domains/${host}?workspace_id=${team}` };
  }

  test("each has its own record, and workspace_id chooses", async () => {
    const { admin, host, personal, ofTeam, path } = await twice();

    expect(ofTeam.body.verification.value).not.toBe(personal.body.verification.value);
    expect((await call("GET", `/domains/${host}`, admin)).body).toEqual(personal.body);
    expect((await call("GET", path, admin)).body).toEqual(ofTeam.body);
    expect((await call("DELETE", path, admin)).status).toBe(204);
    expect((await call("GET", `/domains/${host}`, admin)).body).toEqual(personal.body);
  });

  test("the record of one does not verify the other", async () => {
    const { admin, host, ofTeam, personal } = await twice();
    publish(ofTeam);
    const verify = (query = "") => call("POST", `/domains/${host}/verification${query}`, admin);

    expect((await verify()).body.code).toBe("domain-not-verified");
    expect((await verify(`?workspace_id=${team}`)).body).toMatchObject({ is_verified: true, workspace_id: team });
    publish(ofTeam, personal);
    expect((await verify(`?workspace_id=${await personalOf(admin)}`)).body.code).toBe("domain-taken");
    expect((await call("GET", `/domains/${host}`, admin)).body.workspace_id).toBe(team);
  });

  test("a workspace of others is not found", async () => {
    const { host } = await twice();
    const stranger = await api.signUp();

    expect((await call("GET", `/domains/${host}?workspace_id=${team}`, stranger)).status).toBe(404);
    expect((await call("DELETE", `/domains/${host}?workspace_id=${team}`, stranger)).status).toBe(404);
  });
});

test("each workspace has its own limits of domains and webhooks", async () => {
  const id = (await call("POST", "/workspaces", owner, { name: "Full" })).body.id;
  const create = (workspace_id: string) => call("POST", "/webhooks", owner, { ...hook, workspace_id });

  const answers = await Promise.all(Array.from({ length: 22 }, () => create(id)));

  expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
  expect(answers.find(({ status }) => status === 409)?.body.code).toBe("too-many-webhooks");
  const elsewhere = await create(team);
  expect(elsewhere.status).toBe(201);
  await call("DELETE", `/webhooks/${elsewhere.body.id}`, owner);
});

describe("an API key limited to a domain of a team", () => {
  const scopes = ["read", "write", "analytics"];
  const makeKey = (who: Person, domains: (string | null)[]) =>
    call("POST", "/api-keys", who, { name: "k", scopes, domains });
  const link = { original_url: "https://example.com/" };

  test("is made by each member, and lists the domain", async () => {
    const host = await aTeamDomain();

    for (const role of roles) {
      const { status, body } = await makeKey(await join(role), [host]);
      expect({ status, domains: body.domains }).toEqual({ status: 201, domains: [host] });
    }
  });

  test("is not made by a stranger, nor for a domain that is not verified", async () => {
    const host = aHost();
    await call("POST", "/domains", owner, { host, workspace_id: team });

    expect((await makeKey(await api.signUp(), [await aTeamDomain()])).body.code).toBe("domain-not-found");
    expect((await makeKey(owner, [host])).body.code).toBe("domain-not-found");
  });

  test("reaches the links there and no others, with the role of its owner", async () => {
    const [host, other] = [await aTeamDomain(), await aTeamDomain()];
    const [editor, viewer] = [await join("editor"), await join("viewer")];
    const [there, elsewhere] = await Promise.all(
      [host, other].map(domain =>
        call("POST", "/urls", owner, { ...link, domain, workspace_id: team, is_public: false }),
      ),
    );
    const [key, viewerKey] = await Promise.all(
      [editor, viewer].map(async who => ({ token: (await makeKey(who, [host])).body.key })),
    );
    const create = (who = key, fields: object = {}) =>
      call("POST", "/urls", who as { token: string }, { ...link, domain: host, workspace_id: team, ...fields });

    expect((await create()).status).toBe(201);
    expect((await create(key, { domain: other })).body.code).toBe("domain-not-found");
    expect((await create(key, { domain: null })).status).toBe(403);
    expect((await create(viewerKey)).status).toBe(403);
    expect((await call("GET", `/urls/${there?.body.id}`, key as Person)).status).toBe(200);
    expect((await call("GET", `/urls/${elsewhere?.body.id}`, key as Person)).status).toBe(404);
    expect((await call("PATCH", `/urls/${there?.body.id}`, viewerKey as Person, { title: "x" })).status).toBe(403);
  });

  test("reaches nothing once its owner has left the team", async () => {
    const host = await aTeamDomain();
    const editor = await join("editor");
    const key = { token: (await makeKey(editor, [host])).body.key };
    const made = await call("POST", "/urls", owner, { ...link, domain: host, workspace_id: team, is_public: false });

    await call("DELETE", `/workspaces/${team}/members/${editor.id}`, owner);

    expect((await call("GET", `/urls/${made.body.id}`, key)).status).toBe(404);
    expect((await call("POST", "/urls", key, { ...link, domain: host, workspace_id: team })).status).toBe(404);
  });
});
