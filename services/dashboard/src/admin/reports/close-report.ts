import type { Report, ReportOutcome } from "@shunt/contracts/admin";
import { api } from "../../api/client.ts";

export function closeReport(id: string, outcome: ReportOutcome): Promise<Report> {
  return api.closeReport({ params: { id }, body: { outcome } });
}
