import { type Operation, operations } from "@shunt/contracts/operations";
import { expect, onTestFinished, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

async function start(env: Record<string, string>): Promise<TestApi> {
  const api = await startTestApi(env);
  onTestFinished(() => api.stop());
  return api;
}

const post = (urls: number, seed: string) => ({
  content: Array.from({ length: urls }, (_, i) => `https://example.com/${seed}/${i}`).join(" "),
  visibility: "private",
});

/** All operations that create links, codes or pictures or fetch pages, with their rate limits. */
const counted: Record<string, Operation["limit"]> = {
  createLink: "create",
  upsertLink: "create",
  addCode: "create",
  createLinks: "bulk",
  updateLinks: "bulk",
  deleteLinks: "bulk",
  importLinks: "bulk",
  previewPage: "preview",
  fetchTitle: "preview",
  createPost: "post",
  createComment: "comment",
  uploadMedia: "upload",
};

test("every operation that creates or fetches something has a rate limit of its own", () => {
  const limits: Operation["limit"][] = ["create", "bulk", "preview", "post", "comment", "upload"];
  const found = Object.entries<Operation>(operations).filter(([, { limit }]) => limits.includes(limit));

  expect(Object.fromEntries(found.map(([name, { limit }]) => [name, limit]))).toEqual(counted);
});

test("RATE_LIMIT_CREATE counts links from every endpoint", async () => {
  const api = await start({ RATE_LIMIT_CREATE: "6" });
  const { token } = await api.signUp();
  const original_url = "https://example.com/";
  const { body: link } = await api.call("POST", "/api/v1/urls", { body: { original_url }, token });
  const routes = [
    () => api.call("POST", "/api/v1/urls", { body: { original_url }, token }),
    () => api.call("PUT", "/api/v1/urls/by-external-id/one", { body: { original_url }, token }),
    () => api.call("POST", `/api/v1/urls/${link.id}/codes`, { body: {}, token }),
    () => api.call("POST", "/api/v1/posts", { body: post(2, "one"), token }),
  ];
  const made = [];
  for (const make of routes) made.push((await make()).status);

  const refused = [];
  for (const make of routes) refused.push((await make()).status);

  expect(made).toEqual([201, 201, 201, 201]);
  expect(refused).toEqual([429, 429, 429, 429]);
});

test("POST /api/v1/posts with more links than the quota gets 429 and uses none of it", async () => {
  const api = await start({ RATE_LIMIT_CREATE: "10", RATE_LIMIT_PREVIEW: "0" });
  const { token } = await api.signUp();
  expect((await api.call("POST", "/api/v1/posts", { body: post(7, "a"), token })).status).toBe(201);

  const refused = await api.call("POST", "/api/v1/posts", { body: post(4, "b"), token });

  expect(refused).toMatchObject({ status: 429, body: { code: "rate-limited" } });
  expect(refused.body.detail).toMatch(
    /^This request needs 4 links, but only 3 of 10 per hour are left; try again in \d+ s$/,
  );
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(3_000);
  expect((await api.call("GET", "/api/v1/urls", { token })).body.total).toBe(7);
  expect((await api.call("POST", "/api/v1/posts", { body: post(3, "c"), token })).status).toBe(201);
  const never = await api.call("POST", "/api/v1/posts", { body: post(11, "d"), token });
  expect(never.body.detail).toBe(
    "This request needs 11 links, but only 0 of 10 per hour are left; try again with fewer",
  );
});

test("RATE_LIMIT_PREVIEW counts the pages of posts, and a rejected post uses no link quota", async () => {
  const api = await start({ RATE_LIMIT_CREATE: "10", RATE_LIMIT_PREVIEW: "5" });
  const { token } = await api.signUp();

  const refused = await api.call("POST", "/api/v1/posts", { body: post(6, "a"), token });

  expect([refused.status, refused.body.detail]).toEqual([
    429,
    "This request needs 6 page fetches, but only 5 of 5 per hour are left; try again with fewer",
  ]);
  for (const seed of ["b", "c"])
    expect((await api.call("POST", "/api/v1/posts", { body: post(2, seed), token })).status).toBe(201);
  const preview = () => api.call("POST", "/api/v1/urls/preview", { body: { url: "https://example.com/" }, token });
  expect((await preview()).status).toBe(422);
  expect((await preview()).status).toBe(429);
  for (let i = 0; i < 6; i++)
    expect(
      (await api.call("POST", "/api/v1/urls", { body: { original_url: "https://a.example/" }, token })).status,
    ).toBe(201);
});
