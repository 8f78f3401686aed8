import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { QrImage } from "../../qr/qr-image.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { TextField } from "../../ui/field.tsx";
import { accountMessages } from "../messages/index.ts";
import { ProofForm } from "../proof-form.tsx";
import { SettingsForm } from "../settings-form.tsx";

const qrSize = 208;

/** Asks for the password, shows the secret, and confirms it with a code of the app. */
export function SetUpTotp({ onCodes }: { onCodes: (codes: readonly string[]) => void }) {
  const t = useMessages(accountMessages);
  const [totp, setTotp] = useState<{ secret: string; uri: string }>();
  const confirm = useMutation({
    mutationFn: (form: FormData) => api.confirmTotp({ body: { code: String(form.get("code")) } }),
    onSuccess: ({ recovery_codes }) => onCodes(recovery_codes),
  });
  if (!totp)
    return (
      <>
        <p className="text-quiet">{t.totpPassword}</p>
        <ProofForm
          submitLabel={t.continue}
          send={({ password }) => api.beginTotp({ body: { password } })}
          onDone={setTotp}
        />
      </>
    );
  return (
    <>
      <p className="text-quiet">{t.totpScan}</p>
      <div className="self-center">
        <QrImage text={totp.uri} label={t.totpQr} size={qrSize} />
      </div>
      <div className="text-sm text-quiet">
        <p>{t.secretHint}</p>
        <p className="flex flex-wrap items-center gap-2">
          <code className="font-mono text-text wrap-anywhere">{toGroups(totp.secret)}</code>
          <CopyButton text={totp.secret} />
        </p>
      </div>
      <SettingsForm
        error={confirm.error}
        isPending={confirm.isPending}
        submitLabel={t.confirmTotp}
        fieldOfCode={{ "invalid-totp-code": "code" }}
        onSubmit={confirm.mutate}
      >
        <TextField name="code" label={t.code} inputMode="numeric" autoComplete="one-time-code" isRequired autoFocus />
      </SettingsForm>
    </>
  );
}

function toGroups(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(" ") ?? secret;
}
