import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium } from "../harness/chromium.ts";
import { type Dashboard, expectAccessible, openDashboard } from "./open-dashboard.ts";
import { startTeam } from "./start-team.ts";

describe.runIf(hasChromium)("in Chromium", () => {
  let dashboard: Dashboard;
  beforeAll(async () => {
    dashboard = await openDashboard({ env: { OUTBOUND_ALLOWED_NETWORKS: "127.0.0.0/8" } });
  });
  afterAll(async () => {
    expect(dashboard.complaints).toEqual([]);
    await dashboard.stop();
  });

  test("a member creates an API key that works, sees it once, and deletes it", async () => {
    const page = await dashboard.visitAs(await dashboard.shunt.signUp(), "/developers");
    await page.getByText("No keys yet").waitFor();
    await page.getByRole("button", { name: "New API key" }).click();
    await page.getByLabel("Name", { exact: true }).fill("Nightly import");
    await page.getByRole("button", { name: "Create" }).click();
    const shown = page.getByRole("dialog", { name: "Your new API key" });
    const headers = { authorization: `Bearer ${await shown.locator("code").textContent()}` };
    const list = () => fetch(`${dashboard.origin}/api/v1/urls`, { headers });
    expect((await list()).status).toBe(200);
    await shown.getByRole("button", { name: "Done" }).click();
    await expectAccessible(page);

    await page.getByRole("button", { name: "Delete the key Nightly import" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
    await page.getByText("No keys yet").waitFor();
    expect((await list()).status).toBe(401);
  });

  test("a member of a team limits an API key to the team's domain", async () => {
    const { ann, bob, workspace_id } = await startTeam(dashboard, "editor");
    const host = `go-${workspace_id}.example.com`;
    await dashboard.shunt.db.insertInto("domains").values({ host, workspace_id }).execute();
    const onDomain = await ann.makeLink({ domain: host });
    await ann.makeLink();
    await bob.makeLink();
    const page = await dashboard.visitAs(bob, "/developers");
    await page.getByRole("button", { name: "New API key" }).click();
    await page.getByLabel("Name", { exact: true }).fill("Campaign tool");
    await page.getByRole("combobox", { name: "Domains" }).click();
    await page.getByRole("option", { name: host }).click();
    await page.keyboard.press("Escape");
    await expectAccessible(page);
    await page.getByRole("dialog").getByRole("button", { name: "Create" }).click();
    const shown = page.getByRole("dialog", { name: "Your new API key" });
    const headers = { authorization: `Bearer ${await shown.locator("code").textContent()}` };
    await shown.getByRole("button", { name: "Done" }).click();
    await page.getByRole("listitem").filter({ hasText: "Campaign tool" }).getByText(host).waitFor();

    const list = await fetch(`${dashboard.origin}/api/v1/urls`, { headers });
    expect(await list.json()).toMatchObject({ items: [{ id: onDomain.id }], next_cursor: null });
  });

  test("a member finds the failed request of a program in the log, with its problem and id", async () => {
    const owner = await dashboard.shunt.signUp();
    const page = await dashboard.visitAs(owner, "/developers");
    await page.getByRole("link", { name: "Request log" }).click();
    await page.getByText("No requests yet").waitFor();
    const { key } = await owner.client.createApiKey({ body: { name: "Nightly import", scopes: ["read"] } });
    const headers = { authorization: `Bearer ${key}` };
    const failed = await fetch(`${dashboard.origin}/api/v1/urls/nowhere`, { headers });
    await fetch(`${dashboard.origin}/api/v1/urls`, { headers });

    const entry = page.getByRole("listitem").filter({ hasText: "link-not-found" });
    await entry.getByText("GET /api/v1/urls/{id}").click();
    await entry.getByText(failed.headers.get("x-request-id") ?? "").waitFor();
    await page.getByRole("listitem").filter({ hasText: "200" }).waitFor();
    await page.getByRole("button", { name: /Status/ }).click();
    await page.getByRole("option", { name: "Your error (4xx)" }).click();
    await page.waitForURL("**status=4xx");
    await page.getByRole("listitem").filter({ hasText: "200" }).waitFor({ state: "detached" });
    await entry.waitFor();
    await expectAccessible(page);
  });

  test("a member creates a webhook, reads why a test failed, and sends another one again", async () => {
    let [answer, received] = [500, 0];
    const receiver = createServer((req, res) => {
      received += 1;
      req.resume().on("end", () => res.writeHead(answer).end("broken here"));
    });
    await new Promise<void>(resolve => receiver.listen(0, "127.0.0.1", resolve));
    const page = await dashboard.visitAs(await dashboard.shunt.signUp(), "/developers");
    await page.getByRole("button", { name: "New webhook" }).click();
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
    await page.getByLabel("Address that receives the events").fill(url);
    await page.getByRole("button", { name: "Create" }).click();
    await page.getByRole("dialog", { name: "The secret of the webhook" }).getByText("whsec_").waitFor();
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByRole("link", { name: url }).click();
    await page.getByText("Nothing was sent yet").waitFor();

    await page.getByRole("button", { name: "Send a test" }).click();
    await page.getByText("broken here").waitFor();
    await page.getByText("HTTP 500").waitFor();
    await expectAccessible(page);

    answer = 200;
    await page.getByRole("button", { name: "Send a test" }).click();
    await page.getByText("HTTP 200").first().waitFor();
    const before = received;
    await page.getByRole("button", { name: "Send again" }).first().click();
    await page.getByText("It will be sent again").waitFor();
    await expect.poll(() => received).toBeGreaterThan(before);
    receiver.close();
  });
});
