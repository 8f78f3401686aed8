import { error, type Finding, ok, warning } from "./finding.ts";

/** Without a backlog, a click is counted within a second. */
const warningMs = 10_000;
/** As in the alert ShuntIngestLate. */
const errorMs = 60_000;

/** Judges how long clicks wait to be counted. */
export function judgeAge(name: string, ageMs: number, detail: string, advice: string): Finding {
  if (ageMs >= errorMs) return error(name, detail, advice);
  return ageMs >= warningMs ? warning(name, detail, advice) : ok(name, detail);
}
