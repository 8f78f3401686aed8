import { globSync } from "node:fs";
import { readText, readYaml, root } from "../repository.ts";

export interface Alert {
  alert: string;
  expr: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

export interface Dashboard {
  uid: string;
  title: string;
  panels: {
    id: number;
    title: string;
    gridPos: { x: number; y: number; w: number; h: number };
    datasource: { uid: string };
    targets: { expr: string }[];
  }[];
}

export function readAlerts(): Alert[] {
  const [file] = readYaml("infra/prometheus/rules.yml") as [{ groups: { rules: Alert[] }[] }];
  return file.groups.flatMap(({ rules }) => rules);
}

/** Reads the dashboards by file name. */
export function readDashboards(): Record<string, Dashboard> {
  const files = globSync("infra/grafana/dashboards/*.json", { cwd: root });
  return Object.fromEntries(files.map(file => [file, JSON.parse(readText(file)) as Dashboard]));
}
