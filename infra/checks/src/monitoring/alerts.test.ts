import { join } from "node:path";
import { runCommand } from "@shunt/dev";
import { expect, test } from "vitest";
import { findTool } from "../find-tool.ts";
import { readText, readYaml, root } from "../repository.ts";
import { readMetricNames } from "./metric-names.ts";
import { readAlerts } from "./monitoring-files.ts";

/** A test of promtool. */
interface Scenario {
  name: string;
  input_series: { series: string }[];
  promql_expr_test?: { expr: string }[];
}

const alerts = readAlerts();
const { repository } = JSON.parse(readText("package.json")) as { repository: string };
const runbook = readText("docs/runbook.md");
const promtool = await findTool("promtool", "prometheus");

test.each(alerts)(
  "$alert has a summary, a severity and a link to its runbook section",
  ({ alert, labels, annotations }) => {
    expect(annotations.summary).toBeTruthy();
    expect(["page", "ticket"]).toContain(labels.severity);
    const fallback = `${repository}/blob/main/docs/runbook.md`;
    expect(annotations.runbook_url).toBe(
      `{{ with $externalLabels.runbook_base_url }}{{ . }}{{ else }}${fallback}{{ end }}#${alert.toLowerCase()}`,
    );
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

test.each(["busy", "quiet", "just started"])(
  "rules.test.yml gives values to the metrics of each alert while %s",
  state => {
    const [file] = readYaml("infra/prometheus/rules.test.yml") as [{ tests: Scenario[] }];
    const scenario = file.tests.find(({ name }) => name.startsWith(`${state}:`));

    const given = new Set(scenario?.input_series.map(({ series }) => series.split("{")[0]));
    const used = alerts.flatMap(({ expr }) => [...readMetricNames(expr)]);
    const missing = new Set(used.filter(name => !given.has(name)));
    expect([...missing]).toEqual(state === "just started" ? ["shunt_backup_age_seconds"] : []);
    expect(scenario?.promql_expr_test?.map(({ expr }) => expr)).toContain('ALERTS{alertstate="firing"}');
  },
);

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
