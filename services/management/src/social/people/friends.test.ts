import { createDb } from "@shunt/db";
import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { codesOf } from "../../testing/codes-of.ts";
import {
  answer,
  befriend,
  createPeople,
  friendsOf,
  makePerson,
  requestsOf,
  send,
  type TestPerson,
} from "../../testing/make-people.ts";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

const unknownId = "01a1fb6f-b333-7117-b1e7-8f91c9f609cf";
const people = createPeople(() => api);

test("a friend request is visible to both and creates a friendship when accepted", async () => {
  const [ann, bob] = await people("ann", "bob");

  const sent = await send(ann, bob);
  const { request_id } = sent.body;

  expect(sent).toMatchObject({
    status: 201,
    body: {
      status: "pending",
      sender: { user_id: ann.id, username: ann.username },
      receiver: { user_id: bob.id, username: bob.username },
    },
  });
  expect(await requestsOf(ann, "direction=sent")).toEqual([sent.body]);
  expect(await requestsOf(bob, "direction=received&status=pending")).toEqual([sent.body]);
  expect(await requestsOf(bob, "direction=sent")).toEqual([]);
  expect(await requestsOf(bob)).toEqual([sent.body]);
  const accepted = await answer(bob, request_id, "accept");
  expect([accepted.status, accepted.body]).toEqual([200, { status: "accepted" }]);
  expect(await requestsOf(ann, "status=pending")).toEqual([]);
  const { friends } = (await ann.request("GET", "/friends")).body;
  expect(friends).toMatchObject([{ user_id: bob.id, username: bob.username, since: expect.any(String) }]);
  expect(await friendsOf(bob)).toEqual([ann.id]);
});

test("a rejected request creates no friendship and can be sent again", async () => {
  const [ann, bob] = await people("ann", "bob");
  const { body: first } = await send(ann, bob);

  const rejected = await bob.request("PATCH", `/friend-requests/${first.request_id}?action=reject`);
  const again = await send(ann, bob);

  expect(rejected.body).toEqual({ status: "rejected" });
  expect(await friendsOf(ann)).toEqual([]);
  expect(again).toMatchObject({ status: 201, body: { status: "pending" } });
  expect(again.body.request_id).not.toBe(first.request_id);
  expect((await requestsOf(bob)).map(({ status }) => status)).toEqual(["pending", "rejected"]);
});

test("POST /friend-requests refuses invalid requests with their reason", async () => {
  const [ann, bob, cleo] = await people("ann", "bob", "cleo");
  await befriend(ann, bob);
  await send(ann, cleo);
  const receiver = (receiver_id: unknown) => ann.request("POST", "/friend-requests", { receiver_id });

  expect(codesOf([await receiver(ann.id)])).toEqual(["400 request-to-self"]);
  expect(codesOf([await receiver(ann.id.toUpperCase())])).toEqual(["400 request-to-self"]);
  expect(codesOf([await receiver(unknownId)])).toEqual(["404 user-not-found"]);
  expect(codesOf([await receiver(cleo.id)])).toEqual(["409 request-pending"]);
  expect(codesOf([await receiver(bob.id), await send(bob, ann)])).toEqual(Array(2).fill("409 friends-already"));
  expect(codesOf([await receiver("bob"), await receiver(undefined)])).toEqual(Array(2).fill("422 validation-failed"));
  expect((await api.call("POST", "/api/friend-requests", { body: { receiver_id: bob.id } })).status).toBe(401);
});

test("a crossing request creates the friendship at once", async () => {
  const [ann, bob] = await people("ann", "bob");
  const { body: first } = await send(ann, bob);

  const crossing = await send(bob, ann);

  expect(crossing).toMatchObject({ status: 201, body: { status: "accepted", request_id: first.request_id } });
  expect([await friendsOf(ann), await friendsOf(bob)]).toEqual([[bob.id], [ann.id]]);
  expect(codesOf([await answer(bob, first.request_id, "accept")])).toEqual(["409 request-answered"]);
});

test("fifty concurrent crossing requests create one friendship", async () => {
  const [ann, bob] = await people("ann", "bob");

  const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => (i % 2 ? send(ann, bob) : send(bob, ann))));

  const made = answers.filter(({ status }) => status === 201).map(({ body }) => body.status);
  expect(made.sort()).toEqual(["accepted", "pending"]);
  const refusals = new Set(codesOf(answers.filter(({ status }) => status !== 201)));
  expect([...refusals].filter(code => !["409 request-pending", "409 friends-already"].includes(code))).toEqual([]);
  expect([await friendsOf(ann), await friendsOf(bob)]).toEqual([[bob.id], [ann.id]]);
  expect(await requestsOf(ann)).toMatchObject([{ status: "accepted" }]);
});

test("only one of a concurrent acceptance and rejection counts", async () => {
  for (const _round of Array(5)) {
    const [ann, bob] = await people("ann", "bob");
    const { request_id } = (await send(ann, bob)).body;

    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, i) => answer(bob, request_id, i % 2 ? "accept" : "reject")),
    );

    const [winner, ...others] = answers.filter(({ status }) => status === 200);
    expect(others).toEqual([]);
    expect(codesOf(answers.filter(({ status }) => status !== 200))).toEqual(Array(5).fill("409 request-answered"));
    expect(await friendsOf(ann)).toEqual(winner?.body.status === "accepted" ? [bob.id] : []);
  }
});

test("only the receiver can answer a request, once, with a known action", async () => {
  const [ann, bob, cleo] = await people("ann", "bob", "cleo");
  const { request_id } = (await send(ann, bob)).body;
  const path = `/friend-requests/${request_id}`;

  expect(codesOf([await answer(ann, request_id, "accept")])).toEqual(["403 forbidden"]);
  expect(codesOf([await answer(cleo, request_id, "accept")])).toEqual(["403 forbidden"]);
  expect(codesOf([await answer(bob, unknownId, "accept")])).toEqual(["404 friend-request-not-found"]);
  expect((await answer(bob, "1", "accept")).status).toBe(422);
  for (const action of ["", "Accept", "delete", "x".repeat(200)])
    expect(codesOf([await answer(bob, request_id, action)])).toEqual(["400 unknown-action"]);
  expect(codesOf([await bob.request("PATCH", `${path}?action=maybe`)])).toEqual(["400 unknown-action"]);
  expect((await bob.request("PATCH", path)).body.errors).toMatchObject([{ pointer: "/action" }]);
  expect((await bob.request("PATCH", path, { action: 1 })).status).toBe(422);
  expect(await requestsOf(bob)).toMatchObject([{ status: "pending" }]);
  expect((await answer(bob, request_id, "accept")).status).toBe(200);
  expect(codesOf([await answer(bob, request_id, "reject")])).toEqual(["409 request-answered"]);
});

test("either friend can end a friendship, with the id in the path or the query", async () => {
  const [ann, bob] = await people("ann", "bob");
  await befriend(ann, bob);

  expect((await ann.request("DELETE", `/friends/${bob.id}`)).status).toBe(204);
  expect([await friendsOf(ann), await friendsOf(bob)]).toEqual([[], []]);
  expect(codesOf([await bob.request("DELETE", `/friends/${ann.id}`)])).toEqual(["404 friend-not-found"]);
  await befriend(bob, ann);
  expect((await bob.request("DELETE", `/friends?friend_id=${ann.id.toUpperCase()}`)).status).toBe(204);
  expect(await friendsOf(ann)).toEqual([]);
  expect(codesOf([await ann.request("DELETE", `/friends/${unknownId}`)])).toEqual(["404 friend-not-found"]);
  expect((await ann.request("DELETE", "/friends")).status).toBe(422);
});

test("GET /friends sorts by name and lists each friend once", async () => {
  const [ann] = await people("ann");
  const names = ["Zoe", "anton", "Änne", "bob", "Carl"];
  const friends = await Promise.all(names.map(name => makePerson(api, name)));
  for (const friend of friends) await befriend(ann, friend);

  const listed: string[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const query: string = cursor && `&cursor=${cursor}`;
    const { body } = await ann.request("GET", `/friends?page_size=2${query}`);
    listed.push(...body.friends.map((friend: { username: string }) => friend.username));
    cursor = body.next_cursor;
  }

  expect(listed).toEqual(["anton", "bob", "Carl", "Zoe", "Änne"]);
  for (const wrong of ["x", toBase64([1, 2]), toBase64(["\0", ann.id])])
    expect((await ann.request("GET", `/friends?cursor=${wrong}`)).body.errors).toMatchObject([{ pointer: "?cursor" }]);
});

test("GET /friend-requests pages neither repeat nor skip", async () => {
  const [ann, ...others] = await people("ann", "bob", "cleo", "dan", "eve");
  for (const [i, other] of others.entries()) await (i % 2 ? send(ann, other) : send(other, ann));

  const first = (await ann.request("GET", "/friend-requests?page_size=3")).body;
  const second = (await ann.request("GET", `/friend-requests?page_size=3&cursor=${first.next_cursor}`)).body;

  const both = [...first.requests, ...second.requests];
  const with_ = both.map(({ sender, receiver }) => (sender.user_id === ann.id ? receiver : sender).user_id);
  expect(with_).toEqual(others.map(({ id }) => id).reverse());
  expect([first.requests.length, second.next_cursor]).toEqual([3, null]);
  expect((await ann.request("GET", "/friend-requests?cursor=x")).status).toBe(422);
  expect((await ann.request("GET", "/friend-requests?direction=both")).status).toBe(422);
});

test("a friend request can name its receiver, in any case and width", async () => {
  const [ann, bob, cleo] = await people("ann", "bob", "cleo");
  await cleo.request("PUT", `/blocked/${ann.id}`);
  const request = (body: object) => ann.request("POST", "/friend-requests", body);

  const sent = await request({ username: bob.username.toUpperCase().replace("B", "\uff22") });

  expect(sent).toMatchObject({ status: 201, body: { status: "pending", receiver: { user_id: bob.id } } });
  expect(codesOf([await request({ username: ann.username })])).toEqual(["400 request-to-self"]);
  expect(codesOf([await request({ username: cleo.username }), await request({ username: "no such name" })])).toEqual(
    Array(2).fill("404 user-not-found"),
  );
  const both = await request({ username: bob.username, receiver_id: bob.id });
  expect([both.status, both.body.errors]).toMatchObject([422, [{ pointer: "/username" }]]);
  expect([(await request({})).status, (await request({ username: " " })).status]).toEqual([422, 422]);
});

test("the sender withdraws a pending request with its notification, and may send it again", async () => {
  const [ann, bob, cleo] = await people("ann", "bob", "cleo");
  const { request_id } = (await send(ann, bob)).body;
  const notified = async () => (await bob.request("GET", "/notifications")).body.unread;
  await waitFor(async () => (await notified()) === 1, { what: "the notification" });
  const withdraw = (person: TestPerson, id = request_id) => person.request("DELETE", `/friend-requests/${id}`);

  expect(codesOf([await withdraw(bob), await withdraw(cleo)])).toEqual(Array(2).fill("403 forbidden"));
  expect((await withdraw(ann)).status).toBe(204);

  expect([await requestsOf(ann), await requestsOf(bob), await notified()]).toEqual([[], [], 0]);
  expect(codesOf([await withdraw(ann), await withdraw(ann, unknownId)])).toEqual(
    Array(2).fill("404 friend-request-not-found"),
  );
  const again = (await send(ann, bob)).body;
  await answer(bob, again.request_id, "accept");
  expect(codesOf([await withdraw(ann, again.request_id)])).toEqual(["409 request-answered"]);
  expect(await friendsOf(ann)).toEqual([bob.id]);
});

test("a disabled account cannot be sent requests", async () => {
  const [ann, bob, admin] = await people("ann", "bob", "admin");
  const db = createDb({ url: api.databaseUrl, max: 1, applicationName: "test" });
  await db.updateTable("users").set({ role: "admin" }).where("id", "=", admin.id).execute();
  await db.destroy();

  await admin.request("PATCH", `/v1/admin/users/${bob.id}`, { is_active: false });

  expect(codesOf([await send(ann, bob)])).toEqual(["404 user-not-found"]);
});

function toBase64(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
