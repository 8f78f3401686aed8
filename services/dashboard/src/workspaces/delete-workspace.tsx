import type { Workspace } from "@shunt/contracts/accounts";
import { useMutation } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { useMessages } from "../messages/catalogue.ts";
import { ConfirmDialog } from "../ui/dialog.tsx";
import { ProblemNotice } from "../ui/problem.tsx";
import { showToast } from "../ui/toast.ts";
import { workspacesMessages } from "./messages/index.ts";
import { refreshWorkspaces } from "./refresh-workspaces.ts";

/** Asks before it deletes an empty workspace; the server refuses others. */
export function DeleteWorkspace({ workspace: { id, name }, onClose }: { workspace: Workspace; onClose: () => void }) {
  const t = useMessages(workspacesMessages);
  const remove = useMutation({
    mutationFn: () => api.deleteWorkspace({ params: { id } }),
    onSuccess: async () => {
      showToast({ text: t.deleted(name) });
      onClose();
      await refreshWorkspaces();
    },
  });
  return (
    <ConfirmDialog
      title={t.deleteTitle(name)}
      isOpen
      onClose={onClose}
      confirmLabel={t.delete}
      onConfirm={() => remove.mutate()}
      isPending={remove.isPending}
    >
      {remove.error && <ProblemNotice error={remove.error} />}
      <p>{t.deleteAbout}</p>
    </ConfirmDialog>
  );
}
