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

/** Asks for the name of a new workspace. */
export function CreateDialog({ onClose }: { onClose: () => void }) {
  const t = useMessages(workspacesMessages);
  const create = useMutation({
    mutationFn: (name: string) => api.createWorkspace({ body: { name } }),
    onSuccess: async ({ name }) => {
      showToast({ text: t.created(name) });
      onClose();
      await refreshWorkspaces();
    },
  });
  const { general, formProps } = useFormProblems(create.error);
  return (
    <FormDialog
      title={t.createTitle}
      onClose={onClose}
      onSubmit={form => create.mutate(String(form.get("name")))}
      submitLabel={t.createIt}
      isPending={create.isPending}
      problem={general}
      actions={<Button onPress={onClose}>{t.cancel}</Button>}
      {...formProps}
    >
      <p className="text-quiet">{t.createAbout}</p>
      <TextField name="name" label={t.name} isRequired autoFocus maxLength={100} />
    </FormDialog>
  );
}
