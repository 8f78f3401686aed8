import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

/** What is known against a version of a package that is installed. */
export interface Advisory {
  package: string;
  versions: string[];
  severity: "info" | "low" | "moderate" | "high" | "critical";
  title: string;
  url: string;
  mendedIn: string;
  /** Whether it is part of what runs in production. */
  isShipped: boolean;
}

/** The registry's answer, or why there is none. */
export type Advisories = { kind: "known"; advisories: Advisory[] } | { kind: "unknown"; reason: string };

interface Report {
  advisories: Record<
    string,
    {
      module_name: string;
      severity: Advisory["severity"];
      title: string;
      url: string;
      patched_versions: string;
      findings: { version: string; dev: boolean }[];
    }
  >;
}

/** Once, and not for long: a registry that does not answer is no reason to wait. */
const patience = ["--config.fetch-retries=0", "--config.fetch-timeout=10000"];

/** Asks the registry about everything that the lockfile names. @param registry by default the one that packages come from */
export async function readAdvisories(directory: string, registry?: string): Promise<Advisories> {
  const where = registry === undefined ? [] : [`--registry=${registry}`];
  const child = spawn("pnpm", ["audit", "--json", ...patience, ...where], { cwd: directory, stdio: "pipe" });
  const failed = new Promise<Error>(resolve => child.once("error", resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const report = parse(stdout);
  if (report) return { kind: "known", advisories: toAdvisories(report) };
  const reason = child.pid === undefined ? (await failed).message : `${stderr} ${stdout}`;
  return { kind: "unknown", reason: toSentence(reason) };
}

/** It ends with 1 both when something is known and when nobody answers: only its output tells. */
function parse(stdout: string): Report | undefined {
  try {
    const report = JSON.parse(stdout) as Partial<Report>;
    return report.advisories ? { advisories: report.advisories } : undefined;
  } catch {
    return undefined;
  }
}

function toAdvisories({ advisories }: Report): Advisory[] {
  return Object.values(advisories).map(({ module_name, severity, title, url, patched_versions, findings }) => ({
    package: module_name,
    versions: [...new Set(findings.map(({ version }) => version))],
    severity,
    title,
    url,
    mendedIn: patched_versions,
    isShipped: findings.some(({ dev }) => !dev),
  }));
}

/** Out of what is drawn for a terminal, below a code. */
function toSentence(printed: string): string {
  const [, said = printed] = /× (.*)/s.exec(printed) ?? [];
  const words = said.split(/[\s│├╰─▶]+/).filter(Boolean);
  return words.join(" ").replace(/:$/, "").slice(0, 300);
}
