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
  "$alert says what is wrong, how much it hurries, and where to read on",
  ({ alert, labels, annotations }) => {
    expect(annotations.summary).toBeTruthy();
    expect(["page", "ticket"]).toContain(labels.severity);
    expect(annotations.runbook_url).toBe(`docs/runbook.md#${alert.toLowerCase()}`);
  },
);

test("the runbook has a section for each alert, with what it means, how to look and what to do, and no other", () => {
  const sections = runbook.split(/^## /m).slice(1);

  expect(sections.map(section => section.split("\n")[0]).sort()).toEqual(alerts.map(({ alert }) => alert).sort());
  for (const section of sections)
    for (const part of ["**Means.**", "**Look.**", "**Do.**"]) expect(section).toContain(part);
});

test("each alert is tried out", () => {
  const tried = readText("infra/prometheus/rules.test.yml");

  for (const { alert } of alerts) expect(tried).toMatch(new RegExp(`alertname: ${alert}\\n\\s+exp_alerts:`));
});

if ("missing" in promtool) {
  test.skip(`alerts, by promtool: ${promtool.missing}`, () => {});
} else {
  test.each([
    ["Prometheus takes the configuration", ["check", "config", "prometheus.yml"]],
    ["alerts are raised by what they are for and by nothing that is usual", ["test", "rules", "rules.test.yml"]],
  ])("%s", async (_name, args) => {
    await runCommand(promtool.path, args, { cwd: join(root, "infra/prometheus") });
  });
}
