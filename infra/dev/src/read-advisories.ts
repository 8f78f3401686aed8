import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

export interface Advisory {
  package: string;
  versions: string[];
  severity: "info" | "low" | "moderate" | "high" | "critical";
  title: string;
  url: string;
  /** Range of fixed versions. */
  fixedIn: string;
  isShipped: boolean;
}

/** The registry's advisories, or why it returned none. */
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

/** A single short attempt, so that checks do not wait for an unreachable registry. */
const fetchOptions = ["--config.fetch-retries=0", "--config.fetch-timeout=10000"];

/** Queries a registry for advisories on all packages in the lockfile. @param registry default: the one packages come from */
export async function readAdvisories(directory: string, registry?: string): Promise<Advisories> {
  const options = [...fetchOptions, ...(registry === undefined ? [] : [`--registry=${registry}`])];
  const child = spawn("pnpm", ["audit", "--json", ...options], { cwd: directory, stdio: "pipe" });
  const failed = new Promise<Error>(resolve => child.once("error", resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const report = parse(stdout);
  if (report) return { kind: "known", advisories: toAdvisories(report) };
  const reason = child.pid === undefined ? (await failed).message : `${stderr} ${stdout}`;
  return { kind: "unknown", reason: toSentence(reason) };
}

/** Needed because pnpm exits with 1 both for advisories and for an unreachable registry. */
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
    fixedIn: patched_versions,
    isShipped: findings.some(({ dev }) => !dev),
  }));
}

/** The message in pnpm's output, without the box that it draws for terminals. */
function toSentence(printed: string): string {
  const [, message = printed] = /× (.*)/s.exec(printed) ?? [];
  const words = message.split(/[\s│├╰─▶]+/).filter(Boolean);
  return words.join(" ").replace(/:$/, "").slice(0, 300);
}
