import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

/** The limit for dry runs is six times this. */
const allowed = 2;
const dryRuns = 6 * allowed;

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ RATE_LIMIT_BULK: String(allowed) });
});
afterAll(() => api.stop());

const urls = "/api/v1/urls";
const good = "url\nhttps://example.com/";
const send = async (token: string, path: string, body: string, type = "text/csv") =>
  (await api.call("POST", urls + path, { body, token, headers: { "content-type": type } })).status;
/** Counts the remaining imports by using them up. */
async function left(token: string): Promise<number> {
  let imports = 0;
  while ((await send(token, "/import", good)) === 200) imports++;
  return imports;
}

test.each([
  ["a dry run", "/import?dry_run=true", good, 200],
  ["a dry run with an invalid row", "/import?dry_run=true", "url\nnonsense", 200],
  ["a dry run of an invalid file", "/import?dry_run=true", "nonsense", 422],
  ["an import of an invalid file", "/import", "url,colour\nx,red", 422],
  ["an import with an unknown parameter", "/import?mode=fast", good, 422],
  ["a bulk request with malformed JSON", "/bulk", "[", 400, "application/json"],
])("%s does not count for RATE_LIMIT_BULK", async (_what, path, body, status, type?: string) => {
  const { token } = await api.signUp();

  for (let i = 0; i < 2 * allowed; i++) expect(await send(token, path, body, type)).toBe(status);

  expect(await left(token)).toBe(allowed);
});

test("dry runs and invalid files share a limit, above which invalid files count for RATE_LIMIT_BULK", async () => {
  const { token } = await api.signUp();
  for (let i = 0; i < dryRuns; i++) await send(token, i % 2 ? "/import?dry_run=true" : "/import", "nonsense");

  expect(await send(token, "/import?dry_run=true", good)).toBe(429);
  expect(await send(token, "/import", "nonsense")).toBe(422);
  expect(await left(token)).toBe(allowed - 1);
});

test("operations without dry runs refuse dry_run, and create nothing", async () => {
  const { token } = await api.signUp();
  const body = JSON.stringify([{ original_url: "https://example.com/" }]);

  const refused = await send(token, "/bulk?dry_run=true", body, "application/json");

  expect(refused).toBe(422);
  expect((await api.call("GET", "/api/v1/urls", { token })).body.items).toEqual([]);
});
