import { useState } from "react";
import { toInstant } from "../../editor/form/local-time.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import type { MyWorkspace } from "../../workspaces/find-first.ts";
import { linksMessages } from "../messages/index.ts";
import { NameField } from "../name-field.tsx";
import type { BulkChange } from "./bulk-change.ts";
import { reportFailures } from "./bulk-job.ts";
import { FailureList } from "./failure-list.tsx";
import type { RowFailure } from "./send-rows.ts";
import { WorkspaceDialog } from "./workspace-dialog.tsx";

export type BulkDialogKind = "tag" | "folder" | "workspace" | "expiry" | "delete";

interface BulkDialogsProps {
  kind: BulkDialogKind | undefined;
  count: number;
  failures: readonly RowFailure[];
  /** To which the links may move. */
  workspaces: readonly MyWorkspace[];
  onClose: () => void;
  onChange: (change: BulkChange) => void;
  onDelete: () => void;
}

/** The questions of the bulk bar, and the report of what it could not do. */
export function BulkDialogs({ kind, count, failures, workspaces, onClose, onChange, onDelete }: BulkDialogsProps) {
  const t = useMessages(linksMessages);
  if (failures.length > 0) return <FailureList failures={failures} onClose={() => reportFailures([])} />;
  if (kind === "tag") return <TagDialog onClose={onClose} onChange={onChange} />;
  if (kind === "folder") return <FolderDialog onClose={onClose} onChange={onChange} />;
  if (kind === "workspace")
    return (
      <WorkspaceDialog workspaces={workspaces} onClose={onClose} onMove={id => onChange({ kind: "workspace", id })} />
    );
  if (kind === "expiry") return <ExpiryDialog onClose={onClose} onChange={onChange} />;
  if (kind === undefined) return null;
  return (
    <ConfirmDialog title={t.deleteMany(count)} confirmLabel={t.delete} isOpen onClose={onClose} onConfirm={onDelete}>
      <p>{t.deleteManyAbout}</p>
    </ConfirmDialog>
  );
}

type ChangeDialogProps = Pick<BulkDialogsProps, "onClose" | "onChange">;

function TagDialog({ onClose, onChange }: ChangeDialogProps) {
  const t = useMessages(linksMessages);
  const [tag, setTag] = useState("");
  const change = (kind: "addTag" | "removeTag") => tag.trim() && onChange({ kind, tag: tag.trim() });
  return (
    <FormDialog
      title={t.tagLinks}
      onClose={onClose}
      onSubmit={() => change("addTag")}
      submitLabel={t.addTag}
      actions={<Button onPress={() => change("removeTag")}>{t.removeTag}</Button>}
    >
      <NameField of="tags" label={t.tag} value={tag} onChange={setTag} isRequired maxLength={50} />
    </FormDialog>
  );
}

function FolderDialog({ onClose, onChange }: ChangeDialogProps) {
  const t = useMessages(linksMessages);
  const [folder, setFolder] = useState("");
  return (
    <FormDialog
      title={t.moveLinks}
      onClose={onClose}
      onSubmit={() => onChange({ kind: "folder", folder: folder.trim() || null })}
      submitLabel={t.save}
    >
      <NameField
        of="folders"
        label={t.columns.folder}
        hint={t.folderAbout}
        value={folder}
        onChange={setFolder}
        maxLength={100}
      />
    </FormDialog>
  );
}

function ExpiryDialog({ onClose, onChange }: ChangeDialogProps) {
  const t = useMessages(linksMessages);
  const [at, setAt] = useState("");
  return (
    <FormDialog
      title={t.expireLinks}
      onClose={onClose}
      onSubmit={() => onChange({ kind: "expiry", at: toInstant(at) })}
      submitLabel={t.save}
      actions={<Button onPress={() => onChange({ kind: "expiry", at: null })}>{t.never}</Button>}
    >
      <TextField
        // A time of the page's time zone.
        type={"datetime-local" as "text"}
        name="expires_at"
        label={t.expiry}
        hint={t.expiryAbout}
        value={at}
        onChange={setAt}
        isRequired
      />
    </FormDialog>
  );
}
