import { FileSpreadsheet } from "lucide-react";
import { LeaveGuard } from "../editor/leave-guard.tsx";
import { useMessages } from "../messages/catalogue.ts";
import { Button } from "../ui/button.tsx";
import { Badge, Card } from "../ui/page.tsx";
import { useWorkspaceChoice } from "../workspaces/new-link-workspace.ts";
import { ColumnsCard } from "./columns/columns-card.tsx";
import type { LinkFile } from "./file/read-file.ts";
import { importMessages } from "./messages/index.ts";
import { FailedTable } from "./run/failed-table.tsx";
import { ImportActions } from "./run/import-actions.tsx";
import { useImport } from "./run/use-import.ts";

/** The import of a chosen file, step by step. */
export function ImportRun({ file, onLeave }: { file: LinkFile; onLeave: () => void }) {
  const t = useMessages(importMessages);
  const workspace = useWorkspaceChoice();
  const job = useImport(file, workspace.request);
  const isRunning = job.progress !== undefined;
  return (
    <>
      <LeaveGuard isDirty={job.progress?.kind === "importing"} text={t.leaveText} />
      <Card>
        <div className="flex flex-wrap items-center gap-3">
          <FileSpreadsheet className="shrink-0 text-accent" aria-hidden />
          <div className="min-w-0 flex-1 basis-40">
            <h2 className="text-base wrap-anywhere">{file.name}</h2>
            <p className="text-sm text-quiet">{t.fileAbout(file.rows.length)}</p>
          </div>
          <Badge tone={file.source === undefined ? "plain" : "accent"}>
            {file.source === undefined ? t.fileUnknown : t.fileFrom(file.source)}
          </Badge>
          {!isRunning && <Button onPress={onLeave}>{t.otherFile}</Button>}
        </div>
      </Card>
      {job.created.size === 0 && !isRunning && <ColumnsCard file={file} job={job} workspace={workspace} />}
      <ImportActions job={job} />
      {job.failed.length > 0 && <FailedTable file={file} job={job} />}
    </>
  );
}
