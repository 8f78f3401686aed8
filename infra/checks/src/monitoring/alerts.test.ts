import { join } from "node:path";
import { runCommand } from "@shunt/dev";
import { expect, test } from "vitest";
import { findTool } from "../find-tool.ts";
import { readText, root } from "../repository.ts";
import { readAlerts } from "./monitoring-files.ts";

const alerts = readAlerts();
const runbook = readText("docs/runbook.md");
const promtool = await findTool("promtool", "prometheus");

test.each(alerts)(
  "$alert has a summary, a severity and a link to its runbook section",
  ({ alert, labels, annotations }) => {
    expect(annotations.summary).toBeTruthy();
    expect(["page", "ticket"]).toContain(labels.severity);
    expect(annotations.runbook_url).toBe(`docs/runbook.md#${alert.toLowerCase()}`);
  },
);

test("docs/runbook.md has exactly one complete section for each alert", () => {
  const sections = runbook.split(/^## /m).slice(1);

  expect(sections.map(section => section.split("\n")[0]).sort()).toEqual(alerts.map(({ alert }) => alert).sort());
  for (const section of sections)
    for (const part of ["**Means.**", "**Look.**", "**Do.**"]) expect(section).toContain(part);
});

test("rules.test.yml tests each alert", () => {
  const tried = readText("infra/prometheus/rules.test.yml");

  for (const { alert } of alerts) expect(tried).toMatch(new RegExp(`alertname: ${alert}\\n\\s+exp_alerts:`));
});

if ("missing" in promtool) {
  test.skip(`promtool checks of the alerts: ${promtool.missing}`, () => {});
} else {
  test.each([
    ["promtool accepts prometheus.yml", ["check", "config", "prometheus.yml"]],
    ["promtool passes the alert tests of rules.test.yml", ["test", "rules", "rules.test.yml"]],
  ])("%s", async (_name, args) => {
    await runCommand(promtool.path, args, { cwd: join(root, "infra/prometheus") });
  });
}
