import type { AdminUser } from "@shunt/contracts/admin";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { ProblemNotice } from "../../ui/problem.tsx";
import { showToast } from "../../ui/toast.ts";
import { adminMessages } from "../messages/index.ts";
import { refreshAdmin } from "../queries.ts";

const requests = {
  promote: (id: string) => api.updateUser({ params: { id }, body: { role: "admin" } }),
  demote: (id: string) => api.updateUser({ params: { id }, body: { role: "user" } }),
  removeTotp: (id: string) => api.removeTotp({ params: { id } }),
  delete: (id: string) => api.deleteUser({ params: { id } }),
};
/** Actions that ask first. */
export type UserAction = keyof typeof requests;

/** Asks before something serious happens to an account. Deleting it needs its e-mail address. */
export function UserDialog({
  action,
  user: { id, email, link_count },
  onClose,
}: {
  action: UserAction;
  user: AdminUser;
  onClose: () => void;
}) {
  const t = useMessages(adminMessages);
  const texts = t.userActions[action];
  const [typed, setTyped] = useState("");
  const [isWrong, setWrong] = useState(false);
  const run = useMutation<unknown>({
    mutationFn: () => requests[action](id),
    onSuccess: async () => {
      await refreshAdmin();
      showToast({ text: texts.done(email) });
      onClose();
    },
  });
  const isUnconfirmed = action === "delete" && typed.trim().toLowerCase() !== email.toLowerCase();
  return (
    <ConfirmDialog
      title={texts.title(email)}
      confirmLabel={texts.confirm}
      isOpen
      onClose={onClose}
      onConfirm={() => (isUnconfirmed ? setWrong(true) : run.mutate())}
      isPending={run.isPending}
    >
      {run.error && <ProblemNotice error={run.error} />}
      <p>{texts.about(link_count)}</p>
      {action === "delete" && (
        <TextField
          label={t.typeEmail}
          hint={email}
          value={typed}
          onChange={setTyped}
          error={isWrong && isUnconfirmed ? t.emailDiffers : undefined}
          kind="code"
          inputMode="email"
          autoFocus
        />
      )}
    </ConfirmDialog>
  );
}
