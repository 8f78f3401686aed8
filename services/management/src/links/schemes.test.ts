import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

let api: TestApi;
let token: string;
beforeAll(async () => {
  api = await startTestApi({ ALLOWED_SCHEMES: "mailto,myapp" });
  ({ token } = await api.signUp());
});
afterAll(() => api.stop());

const urls = "/api/v1/urls";
const original_url = "https://example.com/";
const mail = "mailto:ann@example.com?subject=Hi";
const app = "myapp://item/1";
const store = "https://apps.apple.com/app/id1";
const conditions = [{ fact: "country", operator: "equals", value: "DE" }];
const variants = [{ url: original_url }, { url: app }];

const create = (more: object) => api.call("POST", urls, { body: { original_url, ...more }, token });
const pointersOf = (body: { errors?: { pointer: string }[] }) => body.errors?.map(({ pointer }) => pointer);

test("POST /urls accepts allowed schemes wherever a link has a destination, and PATCH null removes them", async () => {
  const fields = {
    original_url: mail,
    fallback_url: app,
    rules: [{ name: "German", conditions, url: app }],
    split: { variants: variants.map((variant, i) => ({ ...variant, name: `variant ${i + 1}`, weight: 1 })) },
    ios_url: app,
    ios_fallback_url: store,
    android_url: store,
  };

  const { status, body: link } = await create(fields);

  expect([status, link]).toEqual([201, expect.objectContaining(fields)]);
  const none = {
    fallback_url: null,
    rules: null,
    split: null,
    ios_url: null,
    ios_fallback_url: null,
    android_url: null,
  };
  expect((await api.call("PATCH", `${urls}/${link.id}`, { body: none, token })).body).toMatchObject(none);
});

test.each<[string, (url: string) => object]>([
  ["/original_url", url => ({ original_url: url })],
  ["/fallback_url", url => ({ fallback_url: url })],
  ["/ios_url", url => ({ ios_url: url })],
  ["/android_url", url => ({ android_url: url })],
  ["/split/variants/1/url", url => ({ split: { variants: [variants[0], { url }] } })],
  [
    "/rules/1/url",
    url => ({
      rules: [
        { conditions, url: app },
        { conditions, url },
      ],
    }),
  ],
  ["/rules/0/split/variants/1/url", url => ({ rules: [{ conditions, split: { variants: [variants[0], { url }] } }] })],
])("links are refused with a scheme that is not allowed at %s", async (pointer, toFields) => {
  const { body: link } = await create({});
  for (const url of ["tel:+41", "ftp://example.com/", "javascript:alert(1)", "JAVA\tSCRIPT:alert(1)", "data:,x"]) {
    const made = await create(toFields(url));
    const changed = await api.call("PATCH", `${urls}/${link.id}`, { body: toFields(url), token });

    expect([made.status, pointersOf(made.body)], url).toEqual([422, [pointer]]);
    expect([changed.status, pointersOf(changed.body)], url).toEqual([422, [pointer]]);
  }
});

test.each([
  ["ios_fallback_url", app],
  ["android_fallback_url", app],
])("%s must be a web URL", async (field, url) => {
  const { status, body } = await create({ ios_url: app, android_url: app, [field]: url });

  expect([status, pointersOf(body)]).toEqual([422, [`/${field}`]]);
});

test.each([
  ["no ios_url", { ios_fallback_url: store }, "/ios_fallback_url"],
  ["a web URL", { ios_url: original_url, ios_fallback_url: store }, "/ios_fallback_url"],
  ["no android_url", { ios_url: app, android_fallback_url: store }, "/android_fallback_url"],
  ["a status that browsers remember", { ios_url: app, redirect_status: 301 }, "/redirect_status"],
  ["a caching time", { android_url: store, cache_seconds: 60 }, "/cache_seconds"],
  ["cloaking", { ios_url: app, cloak: true }, "/cloak"],
  ["cloaking of a mail address", { original_url: mail, cloak: true }, "/cloak"],
])("POST /urls refuses the URL of an app with %s", async (_name, fields, pointer) => {
  const { status, body } = await create(fields);

  expect([status, pointersOf(body)]).toEqual([422, [pointer]]);
});

test("an app's page in the web must not lead to this service itself", async () => {
  for (const field of ["ios_url", "android_url"])
    expect((await create({ [field]: "https://sho.rt/x" })).body.code).toBe("target-refused");
  expect((await create({ ios_url: app, ios_fallback_url: "https://sho.rt/x" })).body.code).toBe("target-refused");
});

test("bulk requests refuse single rows by their scheme, and CSV files carry the URLs of apps there and back", async () => {
  const rows = [{ original_url: mail }, { original_url: "tel:+41" }];
  const { body: bulk } = await api.call("POST", `${urls}/bulk`, { body: rows, token });
  const { token: other } = await api.signUp();
  const csv = `original_url,short_code,ios_url,ios_fallback_url\n${mail},csv-mail,${app},${store}\ntel:+41,csv-tel,,\n`;
  const headers = { authorization: `Bearer ${other}` };

  const imported = await fetch(`${api.url}${urls}/import`, {
    method: "POST",
    body: csv,
    headers: { ...headers, "content-type": "text/csv" },
  });
  const exported = await (await fetch(`${api.url}${urls}/export`, { headers })).text();

  expect(bulk.results.map(({ status }: { status: number }) => status)).toEqual([201, 422]);
  expect(pointersOf(bulk.results[1].problem)).toEqual(["/original_url"]);
  expect(JSON.stringify(await imported.json())).toContain("must be a URL with one of the schemes http, https, mailto");
  expect(exported).toContain(mail);
  expect(exported).toContain(app);
  expect(exported).not.toContain("tel:");
});

test("POST /urls/{id}/simulate shows the page of an app, and refuses schemes that could not be saved", async () => {
  const { body: link } = await create({ ios_url: app, ios_fallback_url: store });
  const iphone =
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1";
  const simulate = (body: object) => api.call("POST", `${urls}/${link.id}/simulate`, { body, token });
  const headers = { "User-Agent": iphone, Accept: "text/html" };

  expect((await simulate({ headers })).body).toMatchObject({
    outcome: "redirect",
    status: 200,
    location: null,
    destination: app,
    is_counted: true,
  });
  expect((await simulate({})).body).toMatchObject({ status: 302, location: original_url, destination: original_url });
  const refused = await simulate({ settings: { ios_url: "tel:+41" } });
  expect([refused.status, pointersOf(refused.body)]).toEqual([422, ["/settings/ios_url"]]);
});

test("previews and domains keep to web pages", async () => {
  const preview = await api.call("POST", "/api/v1/urls/preview", { body: { url: mail }, token });
  await api.addDomain(token, "go.ann.example");
  const domain = await api.call("PATCH", "/api/v1/domains/go.ann.example", { body: { root_url: mail }, token });

  expect([preview.status, domain.status]).toEqual([422, 422]);
});
