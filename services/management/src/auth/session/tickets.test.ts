import jwt from "jsonwebtoken";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

const clicks = "/api/v1/analytics/live";
const notifications = "/api/v1/notifications/live";
const aTicket = async (path: string, token: string): Promise<string> =>
  (await api.call("POST", `${path}/tickets`, { token })).body.ticket;

/** Opens a stream as `EventSource` does, without headers of its own. */
async function open(path: string, ticket: string, headers: Record<string, string> = {}) {
  const leaving = new AbortController();
  const url = `${api.url}${path}?ticket=${encodeURIComponent(ticket)}`;
  const answer = await fetch(url, { signal: leaving.signal, headers: { accept: "text/event-stream", ...headers } });
  const result = { status: answer.status, type: answer.headers.get("content-type") };
  leaving.abort();
  return result;
}

test.each([clicks, notifications])("a ticket opens %s repeatedly until it expires", async path => {
  const { token } = await api.signUp();
  const created = await api.call("POST", `${path}/tickets`, { token });

  expect(created).toMatchObject({ status: 201, body: { expires_in: 60 } });
  for (const _time of [1, 2])
    expect(await open(path, created.body.ticket)).toEqual({ status: 200, type: "text/event-stream" });
});

test("a ticket works only for its stream, and no other token works as a ticket", async () => {
  const { token, id } = await api.signUp();
  const ticket = await aTicket(clicks, token);
  const claims = jwt.decode(ticket) as jwt.JwtPayload;
  const sign = (change: object, typ = "ticket+jwt") => {
    const { iat: _iat, exp: _exp, ...others } = claims;
    return jwt.sign({ ...others, exp: Math.floor(Date.now() / 1_000) + 60, ...change }, "5e".repeat(32), {
      header: { alg: "HS256", typ },
    });
  };
  expect((await open(clicks, sign({}))).status).toBe(200);
  const others = {
    "the other stream": [notifications, ticket],
    "an access token": [clicks, token],
    expired: [clicks, sign({ exp: 1 })],
    "another type": [clicks, sign({}, "at+jwt")],
    "neither session nor key": [clicks, sign({ sid: undefined })],
    "a session that does not exist": [clicks, sign({ sid: crypto.randomUUID() })],
    "a key that does not exist": [clicks, sign({ sid: undefined, key: crypto.randomUUID() })],
    rubbish: [clicks, "rubbish"],
  } as const;

  for (const [name, [path, value]] of Object.entries(others)) expect((await open(path, value)).status, name).toBe(401);
  for (const path of ["/api/v1/auth/me", "/api/v1/urls", "/api/v1/analytics/series"]) {
    expect((await api.call("GET", path, { token: ticket })).status, path).toBe(401);
    expect([401, 422], path).toContain((await api.call("GET", `${path}?ticket=${ticket}`)).status);
  }
  expect(id).toBe(claims.sub);
});

test("a token in the Authorization header takes precedence over a ticket", async () => {
  const { token } = await api.signUp();

  expect((await open(clicks, await aTicket(clicks, token), { authorization: "Bearer rubbish" })).status).toBe(401);
});

test("creating and using a ticket of an API key both need its scope", async () => {
  const { token } = await api.signUp();
  const aKey = async (scopes: string[]) =>
    (await api.call("POST", "/api/v1/api-keys", { token, body: { name: "k", scopes } })).body.key;
  const [reading, analytics] = [await aKey(["read"]), await aKey(["analytics"])];

  expect((await open(clicks, await aTicket(clicks, analytics))).status).toBe(200);
  expect((await api.call("POST", `${clicks}/tickets`, { token: reading })).body.code).toBe("missing-scope");
  expect((await api.call("POST", `${notifications}/tickets`, { token: analytics })).body.code).toBe("missing-scope");
});
