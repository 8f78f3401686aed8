import type { Link } from "@shunt/contracts/links";
import { useNavigate } from "@tanstack/react-router";
import { FolderInput, GitCompareArrows, Trash2, X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { maxCompared } from "../../analytics/compare/read-compare-search.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { lazyOverlay } from "../../ui/lazy-overlay.tsx";
import { Progress } from "../../ui/progress.tsx";
import { useMay } from "../../workspaces/use-may.ts";
import { useTargetWorkspaces } from "../../workspaces/use-target-workspaces.ts";
import type { Question } from "../links-search.ts";
import { linksMessages } from "../messages/index.ts";
import { countSelected, narrow, type Selection } from "../selection.ts";
import { BarAction } from "./bar-action.tsx";
import type { BulkChange } from "./bulk-change.ts";
import type { BulkDialogKind } from "./bulk-dialogs.tsx";
import { type BulkState, toProgress, useBulkState } from "./bulk-job.ts";
import { ChangeActions } from "./change-actions.tsx";
import { changeLinks } from "./change-links.ts";
import { deleteLinksLater, deleteNow, maxUndoable } from "./delete-links.ts";
import { useViewOnlyNote } from "./use-view-only-note.ts";

const BulkDialogs = lazyOverlay(async () => (await import("./bulk-dialogs.tsx")).BulkDialogs);

interface BulkBarProps {
  selection: Selection;
  question: Question;
  total: number;
  onSelectAll: () => void;
  onClear: () => void;
}

/**
 * What the account can do with the selected links, at the bottom of the screen, and how far it is. Links that its role
 * only lets it view stay as they are.
 */
export function BulkBar({ selection, question, total, onSelectAll, onClear }: BulkBarProps) {
  const t = useMessages(linksMessages);
  const navigate = useNavigate();
  const { job, failures } = useBulkState();
  const [dialog, setDialog] = useState<BulkDialogKind>();
  const may = useMay();
  const count = countSelected(selection, total);
  const mayChange = ({ workspace_id }: Link) => may("edit", "link", workspace_id);
  const mayDelete = ({ workspace_id }: Link) => may("delete", "link", workspace_id);
  const changed = { selection: narrow(selection, mayChange), question, total, isAllowed: mayChange };
  const deleted = { selection: narrow(selection, mayDelete), question, total, isAllowed: mayDelete };
  const workspaces = useTargetWorkspaces(
    deleted.selection.kind === "some" ? [...deleted.selection.links.values()] : [],
  );
  const changedCount = countSelected(changed.selection, total);
  const note = useViewOnlyNote(selection, changed.selection, total);
  const deletedCount = countSelected(deleted.selection, total);
  const close = () => setDialog(undefined);
  const change = (what: BulkChange) => {
    setDialog(undefined);
    // A link that moves is gone for its workspace.
    void changeLinks(what.kind === "workspace" ? deleted : changed, what);
    onClear();
  };
  const remove = () => {
    if (deleted.selection.kind === "all" || deletedCount > maxUndoable) return setDialog("delete");
    void deleteLinksLater([...deleted.selection.links.values()]);
    onClear();
  };
  const confirmDelete = () => {
    setDialog(undefined);
    void deleteNow(deleted);
    onClear();
  };
  return (
    <>
      {job ? (
        <Bar>
          <JobProgress job={job} />
        </Bar>
      ) : (
        count > 0 && (
          <Bar>
            <p role="status" className="px-2">
              <span className="font-medium">{t.selected(count)}</span>
              {note !== undefined && <span className="text-sm text-quiet"> · {note}</span>}
            </p>
            {selection.kind === "some" && count < total && (
              <Button size="small" look="quiet" onPress={onSelectAll}>
                {t.selectMatching(total)}
              </Button>
            )}
            <div className="flex flex-wrap items-center gap-1 @tablet:ml-auto">
              {selection.kind === "some" && count > 1 && count <= maxCompared && (
                <BarAction
                  label={t.compare}
                  icon={<GitCompareArrows size={16} />}
                  onPress={() =>
                    void navigate({ to: "/analytics/compare", search: { link: [...selection.links.keys()] } })
                  }
                />
              )}
              {changedCount > 0 && (
                <ChangeActions selection={changed.selection} question={question} onAsk={setDialog} onChange={change} />
              )}
              {deletedCount > 0 && (
                <>
                  {workspaces.length > 0 && (
                    <BarAction
                      label={t.workspace}
                      icon={<FolderInput size={16} />}
                      onPress={() => setDialog("workspace")}
                    />
                  )}
                  <BarAction label={t.delete} icon={<Trash2 size={16} />} onPress={remove} />
                </>
              )}
              <IconButton label={t.clearSelection} icon={<X size={18} />} onPress={onClear} />
            </div>
          </Bar>
        )
      )}
      {(dialog !== undefined || failures.length > 0) && (
        <BulkDialogs
          kind={dialog}
          count={deletedCount}
          failures={failures}
          workspaces={workspaces}
          onClose={close}
          onChange={change}
          onDelete={confirmDelete}
        />
      )}
    </>
  );
}

function Bar({ children }: { children: ReactNode }) {
  return (
    <div className="print:hidden! sticky low:static bottom-above-nav z-10 flex min-h-14 flex-wrap items-center gap-2 rounded-2xl border border-line bg-raised p-2 shadow-raised @desk:bottom-4">
      {children}
    </div>
  );
}

function JobProgress({ job }: { job: NonNullable<BulkState["job"]> }) {
  const t = useMessages(linksMessages);
  const { done, share } = toProgress(job);
  return (
    <>
      <span className="flex min-w-0 flex-1 px-2">
        <Progress label={t.progress} valueText={t.changing(done, job.links)} share={share} />
      </span>
      <Button size="small" onPress={job.stop}>
        {t.stop}
      </Button>
    </>
  );
}
