import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api/client.ts";
import { endSession } from "../api/session.ts";
import { useMessages } from "../messages/catalogue.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { TextField } from "../ui/field.tsx";
import { Card } from "../ui/page.tsx";
import { PasswordField } from "../ui/password-field.tsx";
import { accountMessages } from "./messages/index.ts";
import { totpQuery } from "./queries.ts";
import { SettingsForm } from "./settings-form.tsx";

/** Deletes the account, after the password and, where it has one, a code. */
export function DeleteAccount() {
  const t = useMessages(accountMessages);
  const [isOpen, setOpen] = useState(false);
  return (
    <Card title={t.delete}>
      <p className="mb-3 text-quiet">{t.deleteAbout}</p>
      <Button look="danger" onPress={() => setOpen(true)}>
        {t.delete}
      </Button>
      <Dialog title={t.deleteTitle} isOpen={isOpen} onClose={() => setOpen(false)} role="alertdialog">
        <p className="text-quiet">{t.deleteAbout}</p>
        <DeleteForm />
      </Dialog>
    </Card>
  );
}

function DeleteForm() {
  const t = useMessages(accountMessages);
  const { data: totp } = useQuery(totpQuery);
  const remove = useMutation({
    mutationFn: (form: FormData) => {
      const code = form.get("totp_code");
      return api.deleteMe({
        body: { password: String(form.get("password")), ...(code !== null && { totp_code: String(code) }) },
      });
    },
    onSuccess: endSession,
  });
  return (
    <SettingsForm
      error={remove.error}
      isPending={remove.isPending}
      submitLabel={t.deleteConfirm}
      isDanger
      fieldOfCode={{ "wrong-password": "password", "invalid-totp-code": "totp_code", "totp-required": "totp_code" }}
      onSubmit={remove.mutate}
    >
      <PasswordField name="password" label={t.currentPassword} autoComplete="current-password" />
      {totp?.is_enabled && (
        <TextField name="totp_code" label={t.codeForDelete} autoComplete="one-time-code" isRequired />
      )}
    </SettingsForm>
  );
}
