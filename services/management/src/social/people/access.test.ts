import { afterAll, beforeAll, expect, test } from "vitest";
import { codesOf } from "../../testing/codes-of.ts";
import { createPeople, makePerson } from "../../testing/make-people.ts";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

const unknownId = "01a1fb6f-b333-7117-b1e7-8f91c9f609cf";
const people = createPeople(() => api);

test.each([
  ["POST", "/friend-requests", { receiver_id: unknownId }],
  ["GET", "/friend-requests", undefined],
  ["PATCH", `/friend-requests/${unknownId}`, { action: "accept" }],
  ["GET", "/friends", undefined],
  ["DELETE", `/friends/${unknownId}`, {}],
  ["DELETE", `/friends?friend_id=${unknownId}`, {}],
  ["GET", "/blocked", undefined],
  ["PUT", `/blocked/${unknownId}`, {}],
  ["DELETE", `/blocked/${unknownId}`, {}],
  ["GET", "/profile", undefined],
  ["PATCH", "/profile", { username: "someone else" }],
])("%s %s needs a token and refuses another user's id", async (method, path, body) => {
  const [ann, bob] = await people("ann", "bob");
  const inQuery = (name: string, id: string) => `${path}${path.includes("?") ? "&" : "?"}${name}=${id}`;

  expect((await api.call(method, `/api${path}`, body && { body })).status).toBe(401);
  for (const name of ["user_id", "sender_id"]) {
    expect(codesOf([await ann.request(method, inQuery(name, bob.id), body)])).toEqual(["403 forbidden"]);
    expect((await ann.request(method, inQuery(name, ann.id), body)).body.code).not.toBe("forbidden");
    if (!body) continue;
    expect(codesOf([await ann.request(method, path, { ...body, [name]: bob.id })])).toEqual(["403 forbidden"]);
    expect((await ann.request(method, path, { ...body, [name]: ann.id })).body.code).not.toBe("forbidden");
  }
});

test("friend requests are rate limited", async () => {
  const limited = await startTestApi({ DATABASE_URL: api.databaseUrl, RATE_LIMIT_FRIEND_REQUEST: "2" });
  const ann = await makePerson(limited, "ann of limits");
  const statuses: number[] = [];
  for (const _time of Array(3))
    statuses.push((await ann.request("POST", "/friend-requests", { receiver_id: unknownId })).status);
  await limited.stop();

  expect(statuses).toEqual([404, 404, 429]);
});

test("SOCIAL_ENABLED=false removes all endpoints of the feature", async () => {
  const without = await startTestApi({ DATABASE_URL: api.databaseUrl, SOCIAL_ENABLED: "false" });
  const { token } = await without.signUp();
  const answers = await Promise.all(
    ["/api/friends", "/api/v1/friends", "/api/notifications"].map(path => without.call("GET", path, { token })),
  );
  const { body } = await without.call("GET", "/openapi.json");
  await without.stop();

  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
  expect(JSON.stringify(Object.keys(body.paths))).not.toContain("friend");
});
