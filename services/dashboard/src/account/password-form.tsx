import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api/client.ts";
import { queryClient } from "../api/query-client.ts";
import { useMessages } from "../messages/catalogue.ts";
import { Card } from "../ui/page.tsx";
import { PasswordField } from "../ui/password-field.tsx";
import { showToast } from "../ui/toast.ts";
import { accountMessages } from "./messages/index.ts";
import { sessionsQuery } from "./queries.ts";
import { SettingsForm } from "./settings-form.tsx";

/** Changes the password, which ends the other sessions. */
export function PasswordForm() {
  const t = useMessages(accountMessages);
  const [attempt, setAttempt] = useState(0);
  const change = useMutation({
    mutationFn: (form: FormData) =>
      api.changePassword({
        body: {
          current_password: String(form.get("current_password")),
          new_password: String(form.get("new_password")),
        },
      }),
    onSuccess: () => {
      setAttempt(attempt + 1);
      showToast({ text: t.passwordChanged });
      void queryClient.invalidateQueries(sessionsQuery);
    },
  });
  return (
    <Card title={t.passwordTitle}>
      <SettingsForm
        key={attempt}
        error={change.error}
        isPending={change.isPending}
        submitLabel={t.changePassword}
        fieldOfCode={{ "wrong-password": "current_password" }}
        onSubmit={change.mutate}
      >
        <PasswordField name="current_password" label={t.currentPassword} autoComplete="current-password" />
        <PasswordField name="new_password" label={t.newPassword} autoComplete="new-password" hint={t.newPasswordHint} />
      </SettingsForm>
    </Card>
  );
}
