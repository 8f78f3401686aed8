export type Status = "ok" | "warning" | "error";

/** What a check has found. */
export interface Finding {
  name: string;
  status: Status;
  detail: string;
  /** What to do about it. */
  advice?: string;
}

export function ok(name: string, detail: string): Finding {
  return { name, status: "ok", detail };
}

export function warning(name: string, detail: string, advice: string): Finding {
  return { name, status: "warning", detail, advice };
}

export function error(name: string, detail: string, advice: string): Finding {
  return { name, status: "error", detail, advice };
}

/** The worst of several. */
export function worstOf(findings: readonly Finding[]): Status {
  for (const status of ["error", "warning"] as const)
    if (findings.some(finding => finding.status === status)) return status;
  return "ok";
}
