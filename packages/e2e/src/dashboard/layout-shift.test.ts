import type { Link } from "@shunt/contracts/links";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium } from "../harness/chromium.ts";
import { operatorEnv, signInAsOperator } from "../harness/operator.ts";
import { holdInTurn, watchShift } from "./measure-shift.ts";
import { type Dashboard, openDashboard } from "./open-dashboard.ts";
import { seedClicks } from "./seed-clicks.ts";

describe.runIf(hasChromium)("in Chromium", () => {
  let dashboard: Dashboard;
  let page: Page;
  let link: Link;
  beforeAll(async () => {
    dashboard = await openDashboard({ env: { ...operatorEnv, RATE_LIMIT_REQUESTS: "0" } });
    await signInAsOperator(dashboard.shunt);
    const account = { email: operatorEnv.ADMIN_EMAIL, password: operatorEnv.ADMIN_PASSWORD };
    const admin = await dashboard.signInAs(account);
    await admin.createWorkspace({ body: { name: "Second" } });
    const { id: workspace_id } = (await admin.getMe({})).workspaces[0] ?? { id: "" };
    await dashboard.shunt.db.insertInto("domains").values({ host: "go.example.com", workspace_id }).execute();
    link = await admin.createLink({ body: { original_url: "https://example.com/", tags: ["mail"], folder: "Docs" } });
    await seedClicks(dashboard.shunt, [link], 300);
    page = await dashboard.visitAs({ account }, "/sign-in?to=%2Fnowhere");
    await watchShift(page);
  });
  afterAll(async () => {
    expect(dashboard.complaints).toEqual([]);
    await dashboard.stop();
  });

  test.each(pages)(
    "what %s shows %s stays where it is while the rest loads, whatever comes last",
    async (path, where) => {
      await page.setViewportSize(sizes[where]);
      const shifts = await holdInTurn(
        page,
        dashboard.origin + path.replace("$id", link.id),
        path === first ? [] : ofFrame,
      );

      expect(shifts.length).toBeGreaterThan(0);
      expect(shifts.filter(({ value }) => value >= maxShift)).toEqual([]);
    },
  );
});

const first = "/overview";
const sizes = { "at a desk": { width: 1_440, height: 900 }, "on a phone": { width: 390, height: 844 } };
/** The pages that people open, and those whose lists are below each other on a phone. */
const pages = [
  [first, "at a desk"],
  ["/links", "at a desk"],
  ["/links/$id", "at a desk"],
  ["/links/$id/qr", "at a desk"],
  ["/analytics", "at a desk"],
  ["/domains", "at a desk"],
  ["/account", "at a desk"],
  ["/operations", "at a desk"],
  ["/developers", "on a phone"],
  ["/feed", "on a phone"],
  ["/people", "on a phone"],
  ["/admin/blocks", "on a phone"],
  ["/analytics/orphans", "on a phone"],
] as const;

/** Answers for the frame of all pages, which are held on the first one. */
const ofFrame = ["/api/v1/notifications", "/api/v1/notifications/live", "/api/v1/ops/session"];

/** A tenth of the limit of https://web.dev/articles/cls. */
const maxShift = 0.01;
