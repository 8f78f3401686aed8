import { useMutation } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { useMessages } from "../messages/catalogue.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";
import { EmptyState } from "../ui/page.tsx";
import { AccountForm } from "./account-form.tsx";
import { signInMessages } from "./messages/index.ts";

/** Sends a mail with a link for a new password. */
export function ForgotPasswordPage() {
  const t = useMessages(signInMessages);
  const request = useMutation({
    mutationFn: async (form: FormData) => {
      const email = String(form.get("email"));
      await api.forgotPassword({ body: { email } });
      return email;
    },
  });
  if (request.data !== undefined)
    return (
      <EmptyState isPage title={t.checkMail}>
        {t.sentLink(request.data)}
      </EmptyState>
    );
  return (
    <AccountForm title={t.forgotTitle} about={t.forgotAbout} error={request.error} onSubmit={request.mutate}>
      <TextField name="email" type="email" label={t.email} autoComplete="username" isRequired autoFocus />
      <Button type="submit" look="primary" isPending={request.isPending}>
        {t.sendLink}
      </Button>
    </AccountForm>
  );
}
