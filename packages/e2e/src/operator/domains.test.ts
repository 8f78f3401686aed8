import { request } from "node:http";
import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runOperator } from "../harness/run-operator.ts";
import { type Shunt, startShunt } from "../harness/start-shunt.ts";

const host = "go.ann.example";
let shunt: Shunt;
let workspaceId: string;
beforeAll(async () => {
  shunt = await startShunt();
  const account = { email: "ann@example.com", password: "a long and winding password" };
  const { id } = await post("/auth/register", account);
  const { access_token } = await post("/auth/login", account);
  ({ id: workspaceId } = await shunt.db
    .selectFrom("workspaces")
    .select("id")
    .where("personal_user_id", "=", id)
    .executeTakeFirstOrThrow());
  await shunt.db.insertInto("domains").values({ host, workspace_id: workspaceId }).execute();
  await post("/urls", { original_url: "https://example.com/", domain: host, short_code: "sale" }, access_token);
});
afterAll(() => shunt.stop());

async function post(path: string, body: object, token?: string) {
  const answer = await fetch(`${shunt.env.APP_URL}/api/v1${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  return JSON.parse(await answer.text());
}

const visit = () =>
  new Promise<number | undefined>((resolve, reject) => {
    const visitor = request(`${shunt.env.BASE_URL}/sale`, { headers: { host } }, answer => {
      answer.resume();
      resolve(answer.statusCode);
    });
    visitor.on("error", reject).end();
  });

test("shunt domain list finds a domain, and shunt domain remove takes it from its workspace and from visitors", async () => {
  expect(await visit()).toBe(302);

  const table = await runOperator(shunt.env, "domain", "list", "--search", "ann.example");
  const asked = await runOperator(shunt.env, "domain", "remove", host);
  const removed = await runOperator(shunt.env, "domain", "remove", host, "--yes", "--json");

  expect(table.output).toMatch(/^go\.ann\.example +ann@example\.com +\d{4}-\d\d-\d\d +1 link\n$/);
  expect(asked).toMatchObject({ code: 1, errors: expect.stringContaining("add --yes to do it") });
  expect(JSON.parse(removed.output)).toEqual({ host, workspace_id: workspaceId, links: 1 });
  await waitFor(async () => (await visit()) === 404, { what: "the link to be out of reach" });
  expect(await runOperator(shunt.env, "domain", "list")).toMatchObject({ code: 0, output: "" });
  expect(await runOperator(shunt.env, "domain", "remove", host, "--yes")).toMatchObject({
    code: 1,
    errors: "Domain not found\n",
  });
});
