export type Status = "ok" | "warning" | "error";

/** The result of a check. */
export interface Finding {
  name: string;
  status: Status;
  detail: string;
  /** How to fix it; given unless `status` is `ok`. */
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

/** Returns the worst status of several findings. */
export function worstOf(findings: readonly Finding[]): Status {
  for (const status of ["error", "warning"] as const)
    if (findings.some(finding => finding.status === status)) return status;
  return "ok";
}
