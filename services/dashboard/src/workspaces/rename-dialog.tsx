import type { Workspace } from "@shunt/contracts/accounts";
import { useMutation } from "@tanstack/react-query";
import { Form } from "react-aria-components";
import { api } from "../api/client.ts";
import { meQuery } from "../api/me.ts";
import { queryClient } from "../api/query-client.ts";
import { useMessages } from "../messages/catalogue.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { TextField } from "../ui/field.tsx";
import { ProblemNotice } from "../ui/problem.tsx";
import { showToast } from "../ui/toast.ts";
import { useFormProblems } from "../ui/use-form-problems.ts";
import { workspacesMessages } from "./messages/index.ts";
import { workspacesQuery } from "./queries.ts";

/** Asks for a new name. */
export function RenameDialog({ workspace, onClose }: { workspace: Workspace; onClose: () => void }) {
  const t = useMessages(workspacesMessages);
  const rename = useMutation({
    mutationFn: (name: string) => api.updateWorkspace({ params: { id: workspace.id }, body: { name } }),
    onSuccess: async ({ name }) => {
      showToast({ text: t.renamed(name) });
      onClose();
      await Promise.all([queryClient.invalidateQueries(workspacesQuery), queryClient.invalidateQueries(meQuery)]);
    },
  });
  const { general, formProps } = useFormProblems(rename.error);
  return (
    <Dialog title={t.renameTitle} isOpen onClose={onClose}>
      <Form
        className="flex flex-col gap-4"
        {...formProps}
        onSubmit={event => {
          event.preventDefault();
          rename.mutate(String(new FormData(event.currentTarget).get("name")));
        }}
      >
        {general && <ProblemNotice error={general} />}
        <TextField name="name" label={t.name} defaultValue={workspace.name} isRequired autoFocus maxLength={100} />
        <div className="flex justify-end gap-2">
          <Button onPress={onClose}>{t.cancel}</Button>
          <Button type="submit" look="primary" isPending={rename.isPending}>
            {t.save}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
