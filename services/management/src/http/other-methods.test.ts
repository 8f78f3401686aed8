import { type Operation, operations } from "@shunt/contracts/operations";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";
import { toPaths } from "./serve.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

const served = Object.values<Operation>(operations).flatMap(operation =>
  toPaths(operation).map(path => ({ path, method: operation.method.toUpperCase() })),
);
const methodsOf = [...Map.groupBy(served, ({ path }) => path)].map(([path, of]) => ({
  path,
  methods: of.map(({ method }) => method),
}));
const ask = (path: string, method: string) =>
  fetch(api.url + path.replace(/:\w+/g, "x"), { method, headers: { origin: "https://app.example" } });

test("OPTIONS answers 204 with the methods of the path, for every operation", async () => {
  for (const { path, methods } of methodsOf) {
    const answer = await ask(path, "OPTIONS");

    expect({ path, status: answer.status, text: await answer.text() }).toEqual({ path, status: 204, text: "" });
    const allowed = answer.headers.get("allow")?.split(", ") ?? [];
    expect(allowed, path).toEqual(expect.arrayContaining([...methods, "OPTIONS"]));
  }
});

test("other methods get 405 with the same list", async () => {
  for (const { path } of methodsOf) {
    const answer = await ask(path, "PROPFIND");

    expect({ path, status: answer.status }).toEqual({ path, status: 405 });
    expect(answer.headers.get("allow"), path).toContain("OPTIONS");
  }
});

test.each(["/verify-email", "/reset-password"])("OPTIONS answers 204 on the page %s", async path => {
  const answer = await ask(path, "OPTIONS");

  expect(answer.status).toBe(204);
  expect(answer.headers.get("allow")).toBe("GET, HEAD, POST, OPTIONS");
});
