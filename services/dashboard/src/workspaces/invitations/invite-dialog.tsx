import type { Workspace } from "@shunt/contracts/accounts";
import type { WorkspaceRole } from "@shunt/contracts/roles";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { queryClient } from "../../api/query-client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { SecretDialog } from "../../ui/secret-dialog.tsx";
import { Select } from "../../ui/select.tsx";
import { useFormProblems } from "../../ui/use-form-problems.ts";
import { workspacesMessages } from "../messages/index.ts";
import { toRoleOptions } from "../roles.ts";
import { toWorkspaceName } from "../workspace-name.ts";
import { invitationsMessages } from "./messages/index.ts";
import { invitationsQuery } from "./queries.ts";

/** Asks for the person and the role, then shows the address of the invitation for the only time. */
export function InviteDialog({ workspace, onClose }: { workspace: Workspace; onClose: () => void }) {
  const t = useMessages(invitationsMessages);
  const texts = useMessages(workspacesMessages);
  const [role, setRole] = useState<WorkspaceRole>("editor");
  const invite = useMutation({
    mutationFn: (email: string) => api.createInvitation({ params: { id: workspace.id }, body: { email, role } }),
    onSuccess: () => queryClient.invalidateQueries(invitationsQuery(workspace.id)),
  });
  const { general, formProps } = useFormProblems(invite.error);
  if (invite.data) {
    const { email, url, is_mailed } = invite.data;
    return (
      <SecretDialog
        title={t.invited(email)}
        about={is_mailed ? t.mailed(email) : t.handOver(email)}
        copyLabel={t.copyAddress}
        secret={url}
        onClose={onClose}
      />
    );
  }
  return (
    <FormDialog
      title={t.inviteTitle(toWorkspaceName(workspace, texts))}
      onClose={onClose}
      onSubmit={form => invite.mutate(String(form.get("email")))}
      submitLabel={t.invite}
      isPending={invite.isPending}
      problem={general}
      actions={<Button onPress={onClose}>{t.cancel}</Button>}
      {...formProps}
    >
      <p className="text-quiet">{t.inviteAbout}</p>
      <TextField name="email" type="email" label={t.email} autoComplete="off" isRequired autoFocus />
      <Select
        label={t.role}
        hint={t.roleAbout[role]}
        value={role}
        options={toRoleOptions(texts.roles)}
        onChange={setRole}
      />
    </FormDialog>
  );
}
