import type { Label } from "@shunt/contracts/links";
import { useMutation } from "@tanstack/react-query";
import { useMessages } from "../../messages/catalogue.ts";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { ProblemNotice } from "../../ui/problem.tsx";
import { showToast } from "../../ui/toast.ts";
import { type LabelKind, labelRequests } from "../label-kinds.ts";
import { refreshLabels } from "../label-lists.ts";
import { labelMessages } from "../messages/index.ts";

/** Deletes a label. Its links stay. */
export function DeleteDialog({ kind, label, onClose }: { kind: LabelKind; label: Label; onClose: () => void }) {
  const t = useMessages(labelMessages);
  const remove = useMutation({
    mutationFn: () => labelRequests[kind].remove(label),
    onSuccess: async () => {
      await refreshLabels(kind);
      showToast({ text: t[kind].deleted(label.name) });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={t.deleteTitle(label.name)}
      confirmLabel={t.delete}
      isOpen
      onClose={onClose}
      onConfirm={() => remove.mutate()}
      isPending={remove.isPending}
    >
      {remove.error && <ProblemNotice error={remove.error} />}
      <p>{t[kind].deleteAbout(label.link_count)}</p>
    </ConfirmDialog>
  );
}
