import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makePerson } from "../testing/make-people.ts";
import { type Observed, type Observer, observeWrites } from "../testing/observe-writes.ts";
import { type Answer, startTestApi, type TestApi } from "../testing/start-test-api.ts";

const admin = { email: "admin@example.com", password: "the operator's own" };
const urls = "/api/v1/urls";
const target = "https://target.example/";
const host = "go.ann.example";
let api: TestApi;
let observer: Observer;
let ann: string;
let boss: string;
beforeAll(async () => {
  api = await startTestApi({ ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password });
  observer = await observeWrites(api);
  boss = await waitFor(async () => (await api.call("POST", "/api/v1/auth/login", { body: admin })).body.access_token, {
    what: "the administrator to be made",
  });
  ann = (await makePerson(api, "ann")).token;
  await api.addDomain(ann, host);
  const events = ["link.created", "link.updated", "link.deleted"];
  await as(ann, "POST", "/api/v1/webhooks", { url: "https://hooks.example/", events });
});
afterAll(async () => {
  await observer.stop();
  await api.stop();
});

const as = (token: string, method: string, path: string, body?: unknown) => api.call(method, path, { token, body });
const aLink = async (fields: object = {}) =>
  (await as(ann, "POST", urls, { original_url: target, ...fields })).body as { id: string; short_code: string };
const aDomain = async () => {
  const name = `${crypto.randomUUID().slice(0, 8)}.ann.example`;
  await api.addDomain(ann, name);
  return `/api/v1/domains/${name}`;
};
const aCode = () => `c-${crypto.randomUUID().slice(0, 12)}`;
async function aLinkWithTwoCodes() {
  const [link, second] = [await aLink(), aCode()];
  await as(ann, "POST", `${urls}/${link.id}/codes`, { custom_alias: second });
  return { ...link, second, codes: `${urls}/${link.id}/codes` };
}

/** Effects left out are empty. */
type Effects = Partial<Observed>;
type Act = () => Promise<Answer>;
const created = { cached: 1, events: ["link.created"] };
const updated = { cached: 1, events: ["link.updated"] };
const withNewSettings = { ...updated, audit: ["link.changed"] };
const deleted = { freed: 1, events: ["link.deleted"] };

const writes: [name: string, prepare: () => Promise<Act>, effects: Effects][] = [
  ["creating a link", async () => () => as(ann, "POST", urls, { original_url: target }), created],
  ["creating a tagged link", async () => () => as(ann, "POST", urls, { original_url: target, tags: ["a"] }), created],
  ["creating a link by external id", async () => () => as(ann, "PUT", externalId(), { original_url: target }), created],
  [
    "creating links in bulk",
    async () => () => as(ann, "POST", `${urls}/bulk`, Array(2).fill({ original_url: target })),
    twice(created),
  ],
  [
    "creating a link without an account",
    async () => () => api.call("POST", urls, { body: { original_url: target } }),
    { cached: 1 },
  ],
  [
    "claiming a link that was created without an account",
    async () => {
      const { body } = await api.call("POST", urls, { body: { original_url: target } });
      return () => as(ann, "POST", `${urls}/claim`, { secrets: [body.claim.secret] });
    },
    { ...updated, audit: ["link.claimed"] },
  ],
  [
    "moving a link to another workspace",
    async () => {
      const [{ id }, { body: team }] = [await aLink(), await as(ann, "POST", "/api/v1/workspaces", { name: aCode() })];
      return () => as(ann, "PATCH", `${urls}/${id}`, { workspace_id: team.id });
    },
    { cached: 1, events: ["link.deleted"], audit: ["link.moved"] },
  ],
  [
    "writing a post with two URLs",
    async () => () => as(ann, "POST", "/api/v1/posts", { content: `${target}a ${target}b` }),
    twice(created),
  ],
  ["changing a link", async () => change(await aLink(), { title: "x" }), withNewSettings],
  ["changing its tags", async () => change(await aLink(), { tags: ["x"] }), updated],
  [
    "changing a link with two codes",
    async () => change(await aLinkWithTwoCodes(), { title: "x" }),
    { ...withNewSettings, cached: 2 },
  ],
  [
    "changing links in bulk",
    async () => {
      const rows = [await aLink(), await aLink()].map(({ id }) => ({ id, title: "x" }));
      return () => as(ann, "PATCH", `${urls}/bulk`, rows);
    },
    twice(withNewSettings),
  ],
  ...(["tags", "folders"] as const).flatMap((path): typeof writes => {
    const effectsOf = (verb: string) => ({
      ...twice(updated),
      audit: [`${path.slice(0, -1)}.${verb}`],
    });
    const withLinks = (act: (label: string, other: string) => Act) => async () => {
      const [label, other] = [aCode(), aCode()];
      for (const _ of [1, 2]) await aLink(path === "tags" ? { tags: [label] } : { folder: label });
      await as(ann, "POST", `/api/v1/${path}`, { name: other });
      return act(`/api/v1/${path}/${label}`, other);
    };
    return [
      [
        `renaming one of the ${path}`,
        withLinks(label => () => as(ann, "PATCH", label, { name: aCode() })),
        effectsOf("changed"),
      ],
      [
        `spelling one of the ${path} differently`,
        withLinks(
          label => () => as(ann, "PATCH", label, { name: label.slice(label.lastIndexOf("/") + 1).toUpperCase() }),
        ),
        effectsOf("changed"),
      ],
      [
        `merging one of the ${path} into another`,
        withLinks((label, into) => () => as(ann, "POST", `${label}/merge`, { into })),
        effectsOf("merged"),
      ],
      [`deleting one of the ${path}`, withLinks(label => () => as(ann, "DELETE", label)), effectsOf("deleted")],
    ];
  }),
  ["adding a code", async () => addCode(await aLink()), { ...updated, cached: 2 }],
  [
    "making another code the primary one",
    async () => {
      const { codes, second } = await aLinkWithTwoCodes();
      return () => as(ann, "PATCH", `${codes}/${second}`, { is_primary: true });
    },
    { ...updated, cached: 2 },
  ],
  [
    "deleting a code",
    async () => {
      const { codes, second } = await aLinkWithTwoCodes();
      return () => as(ann, "DELETE", `${codes}/${second}`);
    },
    { ...updated, freed: 1 },
  ],
  ["deleting a link", async () => remove(await aLinkWithTwoCodes()), { ...deleted, freed: 2 }],
  [
    "deleting links in bulk",
    async () => {
      const ids = [(await aLink()).id, (await aLink()).id];
      return () => as(ann, "POST", `${urls}/bulk/delete`, ids);
    },
    { freed: 2, events: ["link.deleted", "link.deleted"] },
  ],
  ["blocking a link", async () => moderate(await aLink(), true), { ...updated, audit: ["link.blocked"] }],
  [
    "marking a link as unsafe",
    async () => {
      const { id } = await aLink();
      return () => as(boss, "PATCH", `/api/v1/admin/urls/${id}`, { is_unsafe: true, reason: "Phishing" });
    },
    { ...updated, audit: ["link.marked-unsafe"] },
  ],
  [
    "unblocking a link",
    async () => moderate(await aBlockedLink(), false),
    { ...updated, freed: 1, audit: ["link.unblocked"] },
  ],
  [
    "unblocking the address of a deleted link",
    async () => {
      const link = await aBlockedLink();
      await remove(link)();
      return () => as(boss, "DELETE", `/api/v1/admin/blocked-addresses/${link.short_code}`);
    },
    { freed: 1, audit: ["address.unblocked"] },
  ],
  [
    "blocking a host that a link and a domain redirect to",
    async () => {
      const used = await aHostInUse();
      return () => as(boss, "POST", "/api/v1/admin/blocked-hosts", { host: used });
    },
    { ...updated, domains: 1, audit: ["host.blocked"] },
  ],
  [
    "unblocking such a host",
    async () => {
      const blocked = await aHostInUse();
      await as(boss, "POST", "/api/v1/admin/blocked-hosts", { host: blocked });
      return () => as(boss, "DELETE", `/api/v1/admin/blocked-hosts/${blocked}`);
    },
    { ...updated, domains: 1, audit: ["host.unblocked"] },
  ],
  ["adding a verified domain", async () => verify(), { domains: 1, audit: ["domain.verified"] }],
  [
    "changing a domain",
    async () =>
      (
        path => () =>
          as(ann, "PATCH", path, { root_url: target })
      )(await aDomain()),
    { domains: 1, audit: ["domain.changed"] },
  ],
  [
    "deleting a domain",
    async () =>
      (
        path => () =>
          as(ann, "DELETE", path)
      )(await aDomain()),
    { domains: 1, audit: ["domain.deleted"] },
  ],
  [
    "removing a domain as an administrator",
    async () => {
      const path = await aDomain();
      return () => as(boss, "DELETE", path.replace("/domains", "/admin/domains"));
    },
    { domains: 1, audit: ["domain.released"] },
  ],
  [
    "changing the shared domain",
    async () => () => as(boss, "PATCH", "/api/v1/admin/default-domain", { root_url: target }),
    { domains: 1, audit: ["default-domain.changed"] },
  ],
  [
    "deleting an account with a link and a domain",
    async () => {
      const { token, password } = await api.signUp();
      await as(token, "POST", urls, { original_url: target });
      await api.addDomain(token, "gone.example");
      return () => as(token, "DELETE", "/api/v1/auth/me", { password });
    },
    { freed: 1, domains: 1, audit: ["account.deleted"] },
  ],
];

const externalId = () => `${urls}/by-external-id/${aCode()}`;
const change =
  ({ id }: { id: string }, fields: object) =>
  () =>
    as(ann, "PATCH", `${urls}/${id}`, fields);
const remove =
  ({ id }: { id: string }) =>
  () =>
    as(ann, "DELETE", `${urls}/${id}`);
const addCode =
  ({ id }: { id: string }) =>
  () =>
    as(ann, "POST", `${urls}/${id}/codes`, {});
const moderate =
  ({ id }: { id: string }, is_blocked: boolean) =>
  () =>
    as(boss, "PATCH", `/api/v1/admin/urls/${id}`, { is_blocked });
async function aBlockedLink() {
  const link = await aLink();
  await moderate(link, true)();
  return link;
}
async function aHostInUse() {
  const used = `${crypto.randomUUID()}.example`;
  await aLink({ original_url: `https://${used}/` });
  await as(ann, "PATCH", `/api/v1/domains/${host}`, { root_url: `https://${used}/` });
  return used;
}
async function verify(): Promise<Act> {
  const name = `${crypto.randomUUID().slice(0, 8)}.ann.example`;
  const { body } = await as(ann, "POST", "/api/v1/domains", { host: name });
  api.dns.set(body.verification.name, [[body.verification.value]]);
  return () => as(ann, "POST", `/api/v1/domains/${name}/verification`);
}
function twice({ cached, events, audit = [] }: { cached: number; events: string[]; audit?: string[] }): Effects {
  return { cached: 2 * cached, events: [...events, ...events], audit: [...audit, ...audit] };
}

const noEffects = { cached: 0, freed: 0, domains: 0, events: [], audit: [] };

test.each(writes)("%s has the expected effects on cache, events and audit log", async (_name, prepare, effects) => {
  const act = await prepare();
  await observer.reset();

  expect((await act()).status).toBeLessThan(300);

  expect(await observer.read()).toEqual({ ...noEffects, ...effects });
});
