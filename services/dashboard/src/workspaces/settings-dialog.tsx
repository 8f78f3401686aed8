import type { Workspace } from "@shunt/contracts/accounts";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api/client.ts";
import { useMessages } from "../messages/catalogue.ts";
import { Button } from "../ui/button.tsx";
import { Switch } from "../ui/choices.tsx";
import { TextField } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { showToast } from "../ui/toast.ts";
import { useFormProblems } from "../ui/use-form-problems.ts";
import { workspacesMessages } from "./messages/index.ts";
import { refreshWorkspaces } from "./refresh-workspaces.ts";

/** Asks for the name, and whether links are checked. */
export function SettingsDialog({ workspace, onClose }: { workspace: Workspace; onClose: () => void }) {
  const t = useMessages(workspacesMessages);
  const [checksLinks, setChecksLinks] = useState(workspace.check_links);
  const save = useMutation({
    mutationFn: (name: string) =>
      api.updateWorkspace({ params: { id: workspace.id }, body: { name, check_links: checksLinks } }),
    onSuccess: async ({ name }) => {
      showToast({ text: t.saved(name) });
      onClose();
      await refreshWorkspaces();
    },
  });
  const { general, formProps } = useFormProblems(save.error);
  return (
    <FormDialog
      title={t.settingsTitle}
      onClose={onClose}
      onSubmit={form => save.mutate(String(form.get("name")))}
      submitLabel={t.save}
      isPending={save.isPending}
      problem={general}
      actions={<Button onPress={onClose}>{t.cancel}</Button>}
      {...formProps}
    >
      <TextField name="name" label={t.name} defaultValue={workspace.name} isRequired autoFocus maxLength={100} />
      <div className="flex flex-col gap-1">
        <Switch isSelected={checksLinks} onChange={setChecksLinks}>
          {t.checkLinks}
        </Switch>
        <p className="text-sm text-quiet">{t.checkLinksHint}</p>
      </div>
    </FormDialog>
  );
}
