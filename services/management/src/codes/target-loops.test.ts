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
const call = (method: string, path: string, body?: unknown) =>
  api.call(method, path, { token: ann.token, ...(body !== undefined && { body }) });
const aHost = () => `h-${crypto.randomUUID().slice(0, 8)}.example.com`;
const refused = { status: 422, body: { code: "target-refused" } };

/** Links to a host that becomes a domain of short links afterwards. */
const linksTo: Record<string, (host: string) => object> = {
  destination: host => ({ original_url: `https://${host}/loop` }),
  "destination with a port and a trailing dot": host => ({ original_url: `https://${host}.:8443/x?y` }),
  fallback: host => ({ original_url: "https://example.com/", fallback_url: `https://${host}/loop` }),
};

test.each(Object.keys(linksTo))("addCode rejects a link whose %s is on a domain verified later", async kind => {
  const host = aHost();
  const { body: link } = await call("POST", urls, linksTo[kind]?.(host));
  const { body: code } = await call("POST", `${urls}/${link.id}/codes`, { custom_alias: `c-${host.slice(2, 10)}` });
  await api.addDomain(ann.token, host);

  expect(await call("POST", `${urls}/${link.id}/codes`, { domain: host, custom_alias: "loop" })).toMatchObject(refused);
  expect(await call("POST", `${urls}/${link.id}/codes`, {})).toMatchObject(refused);
  expect(await call("PATCH", `${urls}/${link.id}/codes/${code.short_code}`, { is_primary: true })).toMatchObject(
    refused,
  );
  expect(await call("PATCH", `${urls}/${link.id}`, { title: "x" })).toMatchObject(refused);
  expect(await call("POST", urls, { ...linksTo[kind]?.(host), custom_alias: undefined })).toMatchObject(refused);
  // Deleting a code of such a link is allowed.
  expect((await call("DELETE", `${urls}/${link.id}/codes/${code.short_code}`)).status).toBe(204);
});

test("codes and domain redirects cannot form a loop between two domains verified later", async () => {
  const [one, two] = [aHost(), aHost()];
  const { body: first } = await call("POST", urls, { original_url: `https://${one}/loop` });
  await api.addDomain(ann.token, one);
  const { body: second } = await call("POST", urls, {
    original_url: `https://${two}/loop`,
    domain: one,
    custom_alias: "loop",
  });
  expect(second.short_code).toBe("loop");
  expect((await call("PATCH", `/api/v1/domains/${one}`, { not_found_url: `https://${two}/x` })).status).toBe(200);
  await api.addDomain(ann.token, two);

  for (const id of [first.id, second.id])
    expect(await call("POST", `${urls}/${id}/codes`, { domain: two, custom_alias: "loop" })).toMatchObject(refused);
  for (const field of ["root_url", "not_found_url", "expired_url"])
    expect(await call("PATCH", `/api/v1/domains/${two}`, { [field]: `https://${one}/x` }), field).toMatchObject(
      refused,
    );
});
