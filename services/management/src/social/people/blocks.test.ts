import { afterAll, beforeAll, expect, test } from "vitest";
import { codesOf } from "../../testing/codes-of.ts";
import { answer, befriend, createPeople, friendsOf, requestsOf, send } from "../../testing/make-people.ts";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

const unknownId = "01a1fb6f-b333-7117-b1e7-8f91c9f609cf";
const people = createPeople(() => api);

test("a block ends friendships and requests without revealing itself", async () => {
  const [ann, bob, cleo] = await people("ann", "bob", "cleo");
  await befriend(ann, bob);
  const { request_id } = (await send(cleo, ann)).body;

  expect((await ann.request("PUT", `/blocked/${bob.id}`)).status).toBe(204);
  expect((await ann.request("PUT", `/blocked/${bob.id}`)).status).toBe(204);
  expect((await ann.request("PUT", `/blocked/${cleo.id}`)).status).toBe(204);

  expect([await friendsOf(ann), await friendsOf(bob)]).toEqual([[], []]);
  expect([await requestsOf(ann), await requestsOf(bob), await requestsOf(cleo)]).toEqual([[], [], []]);
  const unknown = await bob.request("POST", "/friend-requests", { receiver_id: unknownId });
  for (const refused of [await send(bob, ann), await send(ann, bob)])
    expect([refused.status, refused.body.code, refused.body.title]).toEqual([
      404,
      unknown.body.code,
      unknown.body.title,
    ]);
  expect(codesOf([await answer(ann, request_id, "accept")])).toEqual(["404 friend-request-not-found"]);
  const { body } = await ann.request("GET", "/blocked");
  expect(body.blocked.map((person: { username: string }) => person.username)).toEqual([bob.username, cleo.username]);
  expect((await bob.request("GET", "/blocked")).body.blocked).toEqual([]);
});

test("unblocking allows new friend requests and restores nothing", async () => {
  const [ann, bob] = await people("ann", "bob");
  await befriend(ann, bob);
  await ann.request("PUT", `/blocked/${bob.id}`);

  expect((await ann.request("DELETE", `/blocked/${bob.id}`)).status).toBe(204);
  expect((await ann.request("DELETE", `/blocked/${bob.id}`)).status).toBe(204);

  expect(await friendsOf(ann)).toEqual([]);
  expect((await send(bob, ann)).status).toBe(201);
});

test("a mutual block holds until both remove it", async () => {
  const [ann, bob] = await people("ann", "bob");
  await ann.request("PUT", `/blocked/${bob.id}`);
  await bob.request("PUT", `/blocked/${ann.id}`);

  await ann.request("DELETE", `/blocked/${bob.id}`);

  expect((await send(ann, bob)).status).toBe(404);
  expect((await send(bob, ann)).status).toBe(404);
});

test("PUT /blocked/:id refuses the caller and unknown people", async () => {
  const [ann] = await people("ann");

  expect(codesOf([await ann.request("PUT", `/blocked/${ann.id}`)])).toEqual(["400 request-to-self"]);
  expect(codesOf([await ann.request("PUT", `/blocked/${unknownId}`)])).toEqual(["404 user-not-found"]);
});

test("a block that races with an acceptance leaves no friendship", async () => {
  for (const _round of Array(8)) {
    const [ann, bob] = await people("ann", "bob");
    const { request_id } = (await send(ann, bob)).body;

    await Promise.all([answer(bob, request_id, "accept"), ann.request("PUT", `/blocked/${bob.id}`), send(bob, ann)]);

    expect([await friendsOf(ann), await friendsOf(bob)]).toEqual([[], []]);
  }
});
