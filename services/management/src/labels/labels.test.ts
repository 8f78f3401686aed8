import { createDb, type Db } from "@shunt/db";
import { waitFor } from "@shunt/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

let api: TestApi;
let db: Db;
let ann: Awaited<ReturnType<TestApi["signUp"]>>;
beforeAll(async () => {
  api = await startTestApi();
  db = createDb({ url: api.databaseUrl, max: 4, applicationName: "test" });
  ann = await api.signUp();
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

const urls = "/api/v1/urls";
const send = (method: string, path: string, body?: unknown, token = ann.token) =>
  api.call(method, path, { token, ...(body !== undefined && { body }) });
let count = 0;
const aName = () => `Label ${++count} ü/%`;

const kinds = {
  tag: { path: "/api/v1/tags", toField: (name: string) => ({ tags: [name] }) },
  folder: { path: "/api/v1/folders", toField: (name: string) => ({ folder: name }) },
} as const;
const emptied = { tag: { tags: [] }, folder: { folder: null } };

describe.each(["tag", "folder"] as const)("a %s", noun => {
  const { path, toField } = kinds[noun];
  const at = (name: string, query = "") => `${path}/${encodeURIComponent(name)}${query}`;
  const makeLink = async (name: string, fields: object = {}, token?: string) =>
    (await send("POST", urls, { original_url: "https://example.com/", ...toField(name), ...fields }, token)).body;
  const read = async (id: string) => (await send("GET", `${urls}/${id}`)).body;
  const namesIn = async (query: string, token?: string) =>
    (await send("GET", `${path}${query}`, undefined, token)).body.items.map(({ name }: { name: string }) => name);
  const notFound = { status: 404, body: { code: `${noun}-not-found` } };

  test("of a link is listed with its links and clicks, without archived ones", async () => {
    const name = aName();
    const links = [await makeLink(name), await makeLink(name.toUpperCase()), await makeLink(name)];
    await send("PATCH", `${urls}/${links[2].id}`, { is_archived: true });
    for (const { id } of links)
      await sql`insert into link_totals (link_id, clicks, human_clicks, last_clicked_at) values (${id}, 5, 3, now())`.execute(
        db,
      );

    const { status, body } = await send("GET", at(name));

    expect(status).toBe(200);
    expect(body).toMatchObject({ color: null, link_count: 2, click_count: 6 });
    expect(body.name.toUpperCase()).toBe(name.toUpperCase());
    expect(await namesIn(`?search=${encodeURIComponent(name.toLowerCase())}`)).toEqual([body.name]);
  });

  test("can be created empty with a colour, once", async () => {
    const name = aName();
    const created = await send("POST", path, { name, color: "teal" });

    expect(created).toMatchObject({ status: 201, body: { name, color: "teal", link_count: 0, click_count: 0 } });
    expect((await send("GET", String(created.headers.get("location")))).body).toEqual(created.body);
    expect(await send("POST", path, { name: name.toUpperCase() })).toMatchObject({
      status: 409,
      body: { code: `${noun}-name-taken` },
    });
    const used = aName();
    await makeLink(used);
    expect((await send("POST", path, { name: used })).status).toBe(409);
  });

  test("list is sorted by name and comes in pages without gaps", async () => {
    const { token } = await api.signUp();
    for (const name of ["b", "C", "a", "d", "E"]) await makeLink(name, {}, token);
    await send("POST", path, { name: "cc" }, token);
    const seen: string[] = [];
    let cursor = "";
    do {
      const { body } = await send("GET", `${path}?size=2${cursor}`, undefined, token);
      seen.push(...body.items.map(({ name }: { name: string }) => name));
      cursor = body.next_cursor && `&cursor=${body.next_cursor}`;
    } while (cursor);

    expect(seen).toEqual(["a", "b", "C", "cc", "d", "E"]);
    expect(await namesIn("?search=c", token)).toEqual(["C", "cc"]);
    expect((await send("GET", `${path}?cursor=rubbish`)).body.errors).toMatchObject([{ pointer: "?cursor" }]);
  });

  test("can be renamed with its links, which keeps its colour", async () => {
    const [name, next] = [aName(), aName()];
    const [first, archived] = [await makeLink(name), await makeLink(name)];
    await send("PATCH", `${urls}/${archived.id}`, { is_archived: true });
    await send("PATCH", at(name), { color: "red" });

    const renamed = await send("PATCH", at(name.toUpperCase()), { name: next });

    expect(renamed).toMatchObject({ status: 200, body: { name: next, color: "red", link_count: 1 } });
    for (const { id } of [first, archived]) expect(await read(id)).toMatchObject(toField(next));
    expect(await send("GET", at(name))).toMatchObject(notFound);
  });

  test("can be renamed to another spelling of its name", async () => {
    const name = aName();
    const link = await makeLink(name);
    const before = await send("GET", `${urls}/${link.id}`);

    const renamed = await send("PATCH", at(name), { name: name.toUpperCase() });

    expect(renamed).toMatchObject({ status: 200, body: { name: name.toUpperCase(), link_count: 1 } });
    const after = await send("GET", `${urls}/${link.id}`);
    expect(after.body).toMatchObject(toField(name.toUpperCase()));
    expect(after.headers.get("etag")).not.toBe(before.headers.get("etag"));
  });

  test("cannot be renamed to the name of another one, and nothing changes", async () => {
    const [name, other] = [aName(), aName()];
    const link = await makeLink(name);
    await makeLink(other);

    expect(await send("PATCH", at(name), { name: other.toUpperCase(), color: "red" })).toMatchObject({
      status: 409,
      body: { code: `${noun}-name-taken` },
    });
    expect((await send("GET", at(name))).body).toMatchObject({ name, color: null });
    expect(await read(link.id)).toMatchObject(toField(name));
  });

  test("merges all its links into another one and disappears", async () => {
    const [name, other] = [aName(), aName()];
    const moved = await makeLink(name);
    const both = noun === "tag" ? await makeLink(name, { tags: [name, other] }) : await makeLink(other);
    await send("POST", path, { name: other, color: "pink" });

    const merged = await send("POST", at(name, "/merge"), { into: other.toLowerCase() });

    expect(merged).toMatchObject({ status: 200, body: { name: other, link_count: 2 } });
    for (const { id } of [moved, both]) expect(await read(id)).toMatchObject(toField(other));
    expect(await send("GET", at(name))).toMatchObject(notFound);
    expect(await send("POST", at(other, "/merge"), { into: aName() })).toMatchObject(notFound);
  });

  test("merges into itself without a change", async () => {
    const name = aName();
    const link = await makeLink(name);

    expect((await send("POST", at(name, "/merge"), { into: name.toUpperCase() })).body).toMatchObject({ name });
    expect(await read(link.id)).toMatchObject(toField(name));
  });

  test("can be deleted, and its links stay", async () => {
    const name = aName();
    const link = await makeLink(name);
    await send("PATCH", at(name), { color: "blue" });

    expect((await send("DELETE", at(name))).status).toBe(204);
    expect(await read(link.id)).toMatchObject(emptied[noun]);
    expect(await send("DELETE", at(name))).toMatchObject(notFound);
  });

  test("with more links than a batch moves completely", async () => {
    const [name, next] = [aName(), aName()];
    const rows = Array.from({ length: 620 }, () => ({ original_url: "https://example.com/", ...toField(name) }));
    await send("POST", `${urls}/bulk`, rows);

    expect((await send("PATCH", at(name), { name: next })).body).toMatchObject({ link_count: 620 });
    expect(await send("GET", at(name))).toMatchObject(notFound);
    expect((await send("DELETE", at(next))).status).toBe(204);
    expect(await namesIn(`?search=${encodeURIComponent(next)}`)).toEqual([]);
  });

  test("keeps every link that is created with the old name during a rename", async () => {
    const names = Array.from({ length: 6 }, aName);
    const [first] = names as [string];
    await makeLink(first);

    const renames = (async () => {
      for (const [i, next] of names.slice(1).entries()) await send("PATCH", at(names[i] as string), { name: next });
    })();
    const made = await Promise.all(Array.from({ length: 60 }, (_, i) => makeLink(names[i % 6] as string)));
    await renames;

    for (const { id } of made) {
      const { tags, folder } = await read(id);
      expect(names).toContain(noun === "tag" ? tags[0] : folder);
    }
  });

  test.each<[string, string, string, object]>([
    ["POST", "", "/name", { name: " " }],
    ["POST", "", "/name", { name: "x".repeat(101) }],
    ["POST", "", "/color", { name: "x", color: "#ff0000" }],
    ["PATCH", "/x", "", {}],
    ["POST", "/x/merge", "/into", {}],
  ])("%s %s refuses a wrong %s", async (method, suffix, pointer, body) => {
    expect(await send(method, path + suffix, body)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
  });

  test("belongs to its workspace: others see and change nothing", async () => {
    const name = aName();
    const link = await makeLink(name);
    const bob = await api.signUp();
    const workspace = `?workspace_id=${(await send("GET", at(name))).body.workspace_id}`;
    const asBob = (method: string, target: string, body?: object) => send(method, target, body, bob.token);

    expect(await namesIn(`?search=${encodeURIComponent(name)}`, bob.token)).toEqual([]);
    for (const query of ["", workspace]) expect(await asBob("GET", at(name, query))).toMatchObject(notFound);
    const foreign = { status: 404, body: { code: "workspace-not-found" } };
    expect(await asBob("GET", path + workspace)).toMatchObject(foreign);
    expect(await asBob("POST", path + workspace, { name: aName() })).toMatchObject(foreign);
    expect(await asBob("PATCH", at(name, workspace), { name: aName() })).toMatchObject(foreign);
    expect(await asBob("POST", at(name, `/merge${workspace}`), { into: aName() })).toMatchObject(foreign);
    expect(await asBob("DELETE", at(name, workspace))).toMatchObject(foreign);
    expect(await read(link.id)).toMatchObject(toField(name));
  });

  test("each change is in the audit log of its workspace", async () => {
    const [name, next, into] = [aName(), aName(), aName()];
    await send("POST", path, { name });
    await send("POST", path, { name: into });
    await send("PATCH", at(name), { name: next });
    await send("POST", at(next, "/merge"), { into });
    await send("DELETE", at(into));

    const entries = await db
      .selectFrom("audit_log")
      .innerJoin("workspaces", "workspaces.id", "workspace_id")
      .select("action")
      .where("personal_user_id", "=", ann.id)
      .where("action", "like", `${noun}.%`)
      .orderBy("audit_log.id", "desc")
      .limit(5)
      .execute();
    expect(entries.map(({ action }) => action)).toEqual(
      ["deleted", "merged", "changed", "created", "created"].map(verb => `${noun}.${verb}`),
    );
  });
});

test("a link gets its tag although the tag is deleted while the link is created", async () => {
  const name = aName();
  await send("POST", "/api/v1/tags", { name });
  const waiting = () =>
    sql`select from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock' and query like '%for key share%'`.execute(db);

  const made = await db.transaction().execute(async tx => {
    await sql`select from tags where name = ${name} for update`.execute(tx);
    const request = send("POST", urls, { original_url: "https://example.com/", tags: [name] });
    await waitFor(async () => (await waiting()).rows.length > 0, { what: "the request to wait for the tag" });
    await sql`delete from tags where name = ${name}`.execute(tx);
    return { request };
  });

  expect((await made.request).body).toMatchObject({ tags: [name] });
});
