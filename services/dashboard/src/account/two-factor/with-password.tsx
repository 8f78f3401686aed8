import { useMutation } from "@tanstack/react-query";
import { useMessages } from "../../messages/catalogue.ts";
import { PasswordField } from "../../ui/password-field.tsx";
import { accountMessages } from "../messages/index.ts";
import { SettingsForm } from "../settings-form.tsx";

interface WithPasswordProps<T> {
  submitLabel: string;
  isDanger?: boolean;
  send: (password: string) => Promise<T>;
  onDone: (answer: T) => void;
}

/** Asks for the password, without which no part of signing in can be changed at an unlocked screen. */
export function WithPassword<T>({ submitLabel, isDanger = false, send, onDone }: WithPasswordProps<T>) {
  const t = useMessages(accountMessages);
  const mutation = useMutation({
    mutationFn: (form: FormData) => send(String(form.get("password"))),
    onSuccess: onDone,
  });
  return (
    <>
      <p className="text-quiet">{t.totpPassword}</p>
      <SettingsForm
        error={mutation.error}
        isPending={mutation.isPending}
        submitLabel={submitLabel}
        isDanger={isDanger}
        fieldOfCode={{ "wrong-password": "password" }}
        onSubmit={mutation.mutate}
      >
        <PasswordField name="password" label={t.currentPassword} autoComplete="current-password" />
      </SettingsForm>
    </>
  );
}
