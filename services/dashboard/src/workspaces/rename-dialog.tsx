import type { Workspace } from "@shunt/contracts/accounts";
import { useMutation } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { useMessages } from "../messages/catalogue.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { showToast } from "../ui/toast.ts";
import { useFormProblems } from "../ui/use-form-problems.ts";
import { workspacesMessages } from "./messages/index.ts";
import { refreshWorkspaces } from "./refresh-workspaces.ts";

/** Asks for a new name. */
export function RenameDialog({ workspace, onClose }: { workspace: Workspace; onClose: () => void }) {
  const t = useMessages(workspacesMessages);
  const rename = useMutation({
    mutationFn: (name: string) => api.updateWorkspace({ params: { id: workspace.id }, body: { name } }),
    onSuccess: async ({ name }) => {
      showToast({ text: t.renamed(name) });
      onClose();
      await refreshWorkspaces();
    },
  });
  const { general, formProps } = useFormProblems(rename.error);
  return (
    <FormDialog
      title={t.renameTitle}
      onClose={onClose}
      onSubmit={form => rename.mutate(String(form.get("name")))}
      submitLabel={t.save}
      isPending={rename.isPending}
      problem={general}
      actions={<Button onPress={onClose}>{t.cancel}</Button>}
      {...formProps}
    >
      <TextField name="name" label={t.name} defaultValue={workspace.name} isRequired autoFocus maxLength={100} />
    </FormDialog>
  );
}
