import { useMutation, useQuery } from "@tanstack/react-query";
import { useMessages } from "../messages/catalogue.ts";
import { TextField } from "../ui/field.tsx";
import { PasswordField } from "../ui/password-field.tsx";
import { accountMessages } from "./messages/index.ts";
import { totpQuery } from "./queries.ts";
import { SettingsForm } from "./settings-form.tsx";

interface Proof {
  password: string;
  totp_code?: string;
}

interface ProofFormProps<T> {
  submitLabel: string;
  isDanger?: boolean;
  send: (proof: Proof) => Promise<T>;
  onDone: (answer: T) => void;
}

/** Asks for the password, and for a code where signing in needs one: an unlocked screen must not be enough. */
export function ProofForm<T>({ submitLabel, isDanger = false, send, onDone }: ProofFormProps<T>) {
  const t = useMessages(accountMessages);
  const { data: totp } = useQuery(totpQuery);
  const mutation = useMutation({
    mutationFn: (form: FormData) => {
      const code = form.get("totp_code");
      return send({ password: String(form.get("password")), ...(code !== null && { totp_code: String(code) }) });
    },
    onSuccess: onDone,
  });
  return (
    <SettingsForm
      error={mutation.error}
      isPending={mutation.isPending}
      submitLabel={submitLabel}
      isDanger={isDanger}
      fieldOfCode={{ "wrong-password": "password", "invalid-totp-code": "totp_code", "totp-required": "totp_code" }}
      onSubmit={mutation.mutate}
    >
      <PasswordField name="password" label={t.currentPassword} autoComplete="current-password" />
      {totp?.is_enabled && (
        <TextField name="totp_code" kind="code" label={t.codeFromApp} autoComplete="one-time-code" isRequired />
      )}
    </SettingsForm>
  );
}
