import { randomUUID } from "node:crypto";
import type { FriendRequest } from "@shunt/contracts/social";
import type { Answer, TestApi } from "./start-test-api.ts";

export interface TestPerson {
  id: string;
  username: string;
  email: string;
  password: string;
  token: string;
  /** @param path below /api */
  request(method: string, path: string, body?: unknown): Promise<Answer>;
}

export async function makePerson(api: Pick<TestApi, "call" | "client">, username: string): Promise<TestPerson> {
  const account = { email: `${randomUUID()}@example.com`, password: "correct horse battery" };
  const { user_id } = await api.client().registerMember({ body: { ...account, username } });
  const { access_token: token } = await api.client().loginMember({ body: account });
  return {
    ...account,
    id: user_id,
    username,
    token,
    request: (method, path, body) => api.call(method, `/api${path}`, { token, ...(body !== undefined && { body }) }),
  };
}

/** Makes two people friends: each sends the other a request. */
export async function befriend(one: TestPerson, other: TestPerson): Promise<void> {
  await send(one, other);
  await send(other, one);
}

/** Usernames begin as given and are unique. */
export function createPeople(getApi: () => Pick<TestApi, "call" | "client">) {
  return async <const N extends readonly string[]>(...names: N) =>
    (await Promise.all(names.map(name => makePerson(getApi(), `${name}-${randomUUID().slice(0, 8)}`)))) as {
      [K in keyof N]: TestPerson;
    };
}

export const send = (from: TestPerson, to: TestPerson) =>
  from.request("POST", "/friend-requests", { receiver_id: to.id });
export const answer = (person: TestPerson, requestId: string, action: string) =>
  person.request("PATCH", `/friend-requests/${requestId}`, { action });

export async function friendsOf(person: TestPerson): Promise<string[]> {
  const { body } = await person.request("GET", "/friends");
  return body.friends.map((friend: { user_id: string }) => friend.user_id);
}

export async function requestsOf(person: TestPerson, query = ""): Promise<FriendRequest[]> {
  return (await person.request("GET", `/friend-requests?${query}`)).body.requests;
}
