import { createDb } from "@shunt/db";
import { createTestDatabase } from "@shunt/testing/stores";
import { expect, test } from "vitest";
import { startTestApi } from "../testing/start-test-api.ts";

const urls = "/api/v1/urls";
const original_url = "https://example.com/";

test("SHORT_CODE_CASE may change until the shared domain has a link, and refuses the start afterwards", async () => {
  const { url } = await createTestDatabase();
  const start = (SHORT_CODE_CASE: string) =>
    startTestApi({ DATABASE_URL: url, SHORT_CODE_CASE, CODE_STYLE: "readable" });
  for (const setting of ["sensitive", "insensitive", "sensitive"]) await (await start(setting)).stop();

  const api = await start("insensitive");
  const make = (body: object) => api.call("POST", urls, { body: { original_url, ...body } });
  const made = await make({ short_code: "Größe" });
  expect(made.body.short_code).toBe("größe");
  expect((await make({ short_code: "GRÖSSE" })).status).toBe(201);
  expect((await make({ short_code: "GRÖßE" })).body.code).toBe("alias-taken");
  expect((await make({})).body.short_code).toMatch(/^[a-z]+-[a-z]+-\d\d$/);
  const { token } = await api.signUp();
  expect((await api.call("GET", `${urls}/availability?short_code=GR%C3%96%C3%9FE`, { token })).body.is_available).toBe(
    false,
  );
  expect((await api.call("GET", `${urls}/${encodeURIComponent("GRÖßE")}`)).body.id).toBe(made.body.id);
  await api.stop();

  await expect(start("sensitive")).rejects.toThrow(
    "SHORT_CODE_CASE is sensitive, but the shared domain has links whose codes are case-insensitive",
  );
  await (await start("insensitive")).stop();
  const db = createDb({ url, max: 1, applicationName: "test" });
  const domain = await db.selectFrom("domains").select("is_case_sensitive").where("id", "=", 1).executeTakeFirst();
  await db.destroy();
  expect(domain).toEqual({ is_case_sensitive: false });
});
