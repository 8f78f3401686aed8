import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

const host = "go.ann.example";
const path = `/api/v1/domains/${host}`;
let api: TestApi;
let token: string;
beforeAll(async () => {
  api = await startTestApi();
  ({ token } = await api.signUp());
  await api.addDomain(token, host);
});
afterAll(() => api.stop());

const patch = (body: unknown) => api.call("PATCH", path, { body, token });
const apple_app_site_association = {
  applinks: { details: [{ appIDs: ["ABCDE12345.com.example.app"], components: [{ "/": "/p/*", new: [null, 1.5] }] }] },
};
const assetlinks = [
  {
    relation: ["delegate_permission/common.handle_all_urls"],
    target: {
      namespace: "android_app",
      package_name: "com.example.app",
      sha256_cert_fingerprints: [Array(32).fill("0F").join(":")],
    },
  },
];

test("PATCH /domains/{host} stores the files of both stores as given, and null removes one", async () => {
  const { status, body } = await patch({ apple_app_site_association, assetlinks });

  expect([status, body]).toEqual([200, expect.objectContaining({ apple_app_site_association, assetlinks })]);
  expect((await patch({ assetlinks: null })).body).toMatchObject({ apple_app_site_association, assetlinks: null });
  expect((await api.call("GET", path, { token })).body).toMatchObject({ apple_app_site_association, assetlinks: null });
});

test.each<[string, unknown]>([
  ["/apple_app_site_association", "{}"],
  ["/apple_app_site_association", {}],
  ["/apple_app_site_association/applinks/details/0/appIDs/0", { applinks: { details: [{ appIDs: ["x"] }] } }],
  ["/apple_app_site_association", { applinks: { details: [{ appID: "ABCDE12345.com.a", x: "\0" }] } }],
  ["/apple_app_site_association", { applinks: { details: [{ appID: "ABCDE12345.com.a", x: "x".repeat(33_000) }] } }],
])("PATCH /domains/{host} refuses a bad file at %s and changes nothing", async (pointer, file) => {
  const before = (await api.call("GET", path, { token })).body;

  const { status, body } = await patch({ brand_name: "Changed", apple_app_site_association: file });

  expect([status, body.errors?.[0].pointer]).toEqual([422, pointer]);
  expect((await api.call("GET", path, { token })).body).toEqual(before);
});

test("PATCH /domains/{host} refuses a deeply nested file", async () => {
  const deep = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
  const body = `{"assetlinks":[{"include":"https://example.com/","x":${deep}}]}`;

  const answer = await fetch(`${api.url}${path}`, {
    method: "PATCH",
    body,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
  });

  expect(answer.status).toBe(422);
});
