import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

let api: TestApi;
let token: string;
beforeAll(async () => {
  api = await startTestApi();
  ({ token } = await api.signUp());
});
afterAll(() => api.stop());

const lint = (body: object) => api.call("POST", "/api/v1/urls/rules/lint", { body, token });
const systems = ["iOS", "Android"].map(value => ({ fact: "os", operator: "equals", value }));
const url = "https://example.com/app";

test("POST /urls/rules/lint returns warnings with a pointer, a code and a message", async () => {
  const answer = await lint({ rules: [{ conditions: systems, url }] });

  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({
    warnings: [
      {
        pointer: "/rules/0/conditions/1",
        code: "contradiction",
        message: "No visit meets both this condition and /rules/0/conditions/0, so the rule never decides.",
      },
    ],
  });
});

test("POST /urls/rules/lint compares the last rule with the link's own result", async () => {
  const rules = [{ conditions: systems.slice(1), url }];
  const split = { variants: [{ url }, { url: `${url}/b` }] };
  const codesOf = async (link: object) => (await lint(link)).body.warnings.map(({ code }: { code: string }) => code);

  expect(await codesOf({ rules })).toEqual([]);
  expect(await codesOf({ rules, original_url: url })).toEqual(["same-result"]);
  expect(await codesOf({ rules, original_url: url, split })).toEqual([]);
  expect(await codesOf({ rules: [{ conditions: systems.slice(1), split }], split })).toEqual(["same-result"]);
});

test.each([
  ["/rules/0/conditions/0/value", { rules: [{ conditions: [{ ...systems[0], value: 7 }], url }] }],
  ["/rules", {}],
  ["/notes", { rules: [{ conditions: systems, url }], notes: "x" }],
])("POST /urls/rules/lint refuses a wrong value at %s", async (pointer, body) => {
  const answer = await lint(body);

  expect(answer.status).toBe(422);
  expect(answer.body.errors[0].pointer).toBe(pointer);
});

test("POST /urls/rules/lint needs an account", async () => {
  const answer = await api.call("POST", "/api/v1/urls/rules/lint", { body: { rules: [{ conditions: systems, url }] } });

  expect(answer.status).toBe(401);
});
