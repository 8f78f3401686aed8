import type { Me } from "@shunt/contracts/accounts";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api/client.ts";
import { instanceQuery } from "../api/instance.ts";
import { meQuery } from "../api/me.ts";
import { queryClient } from "../api/query-client.ts";
import { useMessages } from "../messages/catalogue.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";
import { Card } from "../ui/page.tsx";
import { PasswordField } from "../ui/password-field.tsx";
import { ProblemNotice } from "../ui/problem.tsx";
import { showToast } from "../ui/toast.ts";
import { accountMessages } from "./messages/index.ts";
import { SettingsForm } from "./settings-form.tsx";

/** The e-mail address, and a change of it that waits for its confirmation. */
export function EmailForm({ me }: { me: Me }) {
  const t = useMessages(accountMessages);
  const [attempt, setAttempt] = useState(0);
  const change = useMutation({
    mutationFn: (form: FormData) =>
      api.updateMe({ body: { email: String(form.get("email")), current_password: String(form.get("password")) } }),
    onSuccess: saved => {
      queryClient.setQueryData(meQuery.queryKey, saved);
      setAttempt(attempt + 1);
      showToast({ text: saved.pending_email === null ? t.emailStopped : t.emailSent(saved.pending_email) });
    },
  });
  return (
    <Card title={t.email}>
      <div className="flex flex-col gap-4">
        <p className="text-quiet wrap-anywhere">{t.emailNow(me.email)}</p>
        {!me.is_verified && <Unverified />}
        {me.pending_email !== null && (
          <p className="rounded-lg bg-watch-soft px-3 py-2 text-watch wrap-anywhere">
            {t.emailPending(me.pending_email)}
          </p>
        )}
        <SettingsForm
          key={attempt}
          error={change.error}
          isPending={change.isPending}
          submitLabel={t.changeEmail}
          fieldOfCode={{ "wrong-password": "password" }}
          onSubmit={change.mutate}
        >
          <TextField name="email" type="email" label={t.newEmail} autoComplete="email" isRequired />
          <PasswordField name="password" label={t.currentPassword} autoComplete="current-password" />
        </SettingsForm>
      </div>
    </Card>
  );
}

/** Offers another mail, where the installation asks for confirmed addresses. */
function Unverified() {
  const t = useMessages(accountMessages);
  const { data: instance } = useQuery(instanceQuery);
  const send = useMutation({
    mutationFn: () => api.requestEmailVerification({}),
    onSuccess: () => showToast({ text: t.sentAgain }),
  });
  if (!instance || instance.email_verification === "off") return null;
  return (
    <div className="flex flex-col gap-2 rounded-lg bg-watch-soft px-3 py-2 text-watch">
      <p>{t.emailUnverified}</p>
      {send.error && <ProblemNotice error={send.error} />}
      <div>
        <Button size="small" onPress={() => send.mutate()} isPending={send.isPending}>
          {t.sendAgain}
        </Button>
      </div>
    </div>
  );
}
