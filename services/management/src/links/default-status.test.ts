import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

const admin = { email: "admin@example.com", password: "the operator's own" };
let api: TestApi;
let token: string;
let adminToken: string;
beforeAll(async () => {
  api = await startTestApi({ ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password, REDIRECT_STATUS: "307" });
  ({ token } = await api.signUp());
  const signIn = () => api.call("POST", "/api/v1/auth/login", { body: admin });
  adminToken = await waitFor(async () => (await signIn()).body.access_token, { what: "the administrator to exist" });
  await api.addDomain(token, "go.example.com");
  await api.call("PATCH", "/api/v1/domains/go.example.com", { body: { redirect_status: 308 }, token });
});
afterAll(() => api.stop());

const urls = "/api/v1/urls";
const original_url = "https://example.com/";
const rule = { conditions: [{ fact: "country", operator: "equals", value: "CH" }], status: 404 };

test.each<[string, object, number]>([
  ["of its domain", { domain: "go.example.com" }, 308],
  ["that it was given", { domain: "go.example.com", redirect_status: 301 }, 301],
  ["of the installation on a domain without one", { domain: null }, 307],
  ["that browsers do not remember if it depends on the visitor", { domain: "go.example.com", rules: [rule] }, 307],
])("a new link has the status %s", async (_which, fields, status) => {
  const { body: link } = await api.call("POST", urls, { body: { original_url, ...fields }, token });
  const { body: bulk } = await api.call("POST", `${urls}/bulk`, { body: [{ original_url, ...fields }], token });
  const { body: fromBulk } = await api.call("GET", `${urls}/${bulk.results[0].id}`, { token });

  expect([link.redirect_status, fromBulk.redirect_status]).toEqual([status, status]);
});

test("links without an account have the status of the shared domain, and keep it when that changes", async () => {
  const setShared = async (redirect_status: number | null) => {
    const path = "/api/v1/admin/default-domain";
    const answer = await api.call("PATCH", path, { body: { redirect_status }, token: adminToken });
    expect(answer).toMatchObject({ status: 200, body: { redirect_status } });
  };
  const statusOfNew = async () => (await api.call("POST", urls, { body: { original_url } })).body.redirect_status;

  await setShared(301);
  const { body: link } = await api.call("POST", urls, { body: { original_url, domain: null }, token });
  const ofAnonymous = await statusOfNew();
  await setShared(null);

  expect([link.redirect_status, ofAnonymous, await statusOfNew()]).toEqual([301, 301, 307]);
  expect((await api.call("GET", `${urls}/${link.id}`, { token })).body.redirect_status).toBe(301);
});

test("PUT /urls/by-external-id keeps the status of an existing link", async () => {
  const put = (body: object) => api.call("PUT", `${urls}/by-external-id/kept`, { body, token });

  await put({ original_url, domain: "go.example.com", redirect_status: 302 });

  expect((await put({ original_url, title: "Sale" })).body.redirect_status).toBe(302);
});

test.each<[string, object, number]>([
  ["of its domain", { domain: "go.example.com" }, 308],
  ["of the installation on a domain without one", { domain: null }, 307],
  ["that browsers do not remember if it depends on the visitor", { domain: "go.example.com", rules: [rule] }, 307],
])("redirect_status: null gives a link the status %s again", async (_which, fields, status) => {
  const { body: link } = await api.call("POST", urls, {
    body: { original_url, ...fields, redirect_status: 302 },
    token,
  });
  const settings = { redirect_status: null };

  const { body: tried } = await api.call("POST", `${urls}/${link.id}/simulate`, { body: { settings }, token });
  const { body: changed } = await api.call("PATCH", `${urls}/${link.id}`, { body: settings, token });

  expect([tried.status, changed.redirect_status]).toEqual([status, status]);
});

test("a link that is created with redirect_status: null has the default", async () => {
  const body = { original_url, domain: "go.example.com", redirect_status: null };

  expect((await api.call("POST", urls, { body, token })).body.redirect_status).toBe(308);
});

test("PATCH /domains/{host} refuses a redirect_status other than 301, 302, 307 and 308", async () => {
  const answer = await api.call("PATCH", "/api/v1/domains/go.example.com", { body: { redirect_status: 303 }, token });

  expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: "/redirect_status" }] } });
});
