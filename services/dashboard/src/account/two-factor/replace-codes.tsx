import { api } from "../../api/client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { accountMessages } from "../messages/index.ts";
import { ProofForm } from "../proof-form.tsx";

export function ReplaceCodes({ onCodes }: { onCodes: (codes: readonly string[]) => void }) {
  const t = useMessages(accountMessages);
  return (
    <>
      <p className="text-quiet">{t.totpPassword}</p>
      <ProofForm
        submitLabel={t.replaceCodes}
        send={body => api.replaceRecoveryCodes({ body })}
        onDone={({ recovery_codes }) => onCodes(recovery_codes)}
      />
    </>
  );
}
