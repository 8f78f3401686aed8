import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeLinks } from "./harness/make-links.ts";
import { type Shunt, startShunt } from "./harness/start-shunt.ts";

let shunt: Shunt;
beforeAll(async () => {
  shunt = await startShunt({ pods: 2 });
});
afterAll(() => shunt.stop());

test("DELETE /auth/me makes every pod answer 404 for the account's links, cached ones included", async () => {
  const [leaving, staying] = [await shunt.signUp(), await shunt.signUp()];
  const [gone, kept] = [await makeLinks(leaving, 3), await makeLinks(staying, 1)];
  const statuses = (links: typeof gone) =>
    Promise.all(
      shunt.pods.flatMap(({ url }) =>
        links.map(async link => (await fetch(`${url}/${link.short_code}`, { redirect: "manual" })).status),
      ),
    );
  expect(new Set([...(await statuses(gone)), ...(await statuses(kept))])).toEqual(new Set([302]));

  const { status } = await leaving.call("DELETE", "/auth/me", { password: "correct horse battery" });

  expect(status).toBe(204);
  await waitFor(async () => (await statuses(gone)).every(each => each === 404), { what: "the links to answer 404" });
  expect(await statuses(kept)).toEqual([302, 302]);
});
