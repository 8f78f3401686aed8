import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

let api: TestApi;
let ann: Awaited<ReturnType<TestApi["signUp"]>>;
beforeAll(async () => {
  api = await startTestApi();
  ann = await api.signUp();
});
afterAll(() => api.stop());

const urls = "/api/v1/urls";
const ask = (method: string, path: string, body?: unknown) =>
  api.call(method, path, { token: ann.token, ...(body !== undefined && { body }) });
const aHost = () => `h-${crypto.randomUUID().slice(0, 8)}.example.com`;
const refused = { status: 422, body: { code: "target-refused" } };

/** Each makes a link that leads, by one of its URLs, to a host that becomes a domain of short links afterwards. */
const leading: Record<string, (host: string) => object> = {
  destination: host => ({ original_url: `https://${host}/loop` }),
  "sub path with a port and a dot": host => ({ original_url: `https://${host}.:8443/x?y` }),
  fallback: host => ({ original_url: "https://example.com/", fallback_url: `https://${host}/loop` }),
};

test.each(Object.keys(leading))("no code is placed on a link whose %s leads to a domain verified later", async how => {
  const host = aHost();
  const { body: link } = await ask("POST", urls, leading[how]?.(host));
  const { body: code } = await ask("POST", `${urls}/${link.id}/codes`, { custom_alias: `c-${host.slice(2, 10)}` });
  await api.addDomain(ann.token, host);

  expect(await ask("POST", `${urls}/${link.id}/codes`, { domain: host, custom_alias: "loop" })).toMatchObject(refused);
  expect(await ask("POST", `${urls}/${link.id}/codes`, {})).toMatchObject(refused);
  expect(await ask("PATCH", `${urls}/${link.id}/codes/${code.short_code}`, { is_primary: true })).toMatchObject(
    refused,
  );
  expect(await ask("PATCH", `${urls}/${link.id}`, { title: "x" })).toMatchObject(refused);
  expect(await ask("POST", urls, { ...leading[how]?.(host), custom_alias: undefined })).toMatchObject(refused);
  // To free what leads there is allowed.
  expect((await ask("DELETE", `${urls}/${link.id}/codes/${code.short_code}`)).status).toBe(204);
});

test("two hosts that become domains one after the other close no circle, nor with redirects of the domains", async () => {
  const [one, two] = [aHost(), aHost()];
  const { body: first } = await ask("POST", urls, { original_url: `https://${one}/loop` });
  await api.addDomain(ann.token, one);
  const { body: second } = await ask("POST", urls, {
    original_url: `https://${two}/loop`,
    domain: one,
    custom_alias: "loop",
  });
  expect(second.short_code).toBe("loop");
  expect((await ask("PATCH", `/api/v1/domains/${one}`, { not_found_url: `https://${two}/x` })).status).toBe(200);
  await api.addDomain(ann.token, two);

  for (const id of [first.id, second.id])
    expect(await ask("POST", `${urls}/${id}/codes`, { domain: two, custom_alias: "loop" })).toMatchObject(refused);
  for (const field of ["root_url", "not_found_url", "expired_url"])
    expect(await ask("PATCH", `/api/v1/domains/${two}`, { [field]: `https://${one}/x` }), field).toMatchObject(refused);
});
