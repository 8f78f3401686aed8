import type { CloseReport } from "@shunt/contracts/admin";
import { Problem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import type { Caller } from "../access/index.ts";
import { writeAudit } from "../audit/index.ts";
import { findReport, type ReportRow, setOutcome } from "./report-store.ts";

/** @throws Problem "report-not-found" */
export async function closeReport(db: Db, actor: Caller, id: string, { outcome }: CloseReport): Promise<ReportRow> {
  return db.transaction().execute(async tx => {
    const closed = await setOutcome(tx, id, outcome);
    const report = closed && (await findReport(tx, id));
    if (!report) throw new Problem("report-not-found");
    await writeAudit(tx, {
      actor,
      action: "report.closed",
      subjectId: report.linkId,
      details: { report_id: id, outcome, reports: report.reportCount },
    });
    return report;
  });
}
