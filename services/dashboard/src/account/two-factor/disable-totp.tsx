import { api } from "../../api/client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { accountMessages } from "../messages/index.ts";
import { ProofForm } from "../proof-form.tsx";

export function DisableTotp({ onDone }: { onDone: () => void }) {
  const t = useMessages(accountMessages);
  return (
    <>
      <p className="text-quiet">{t.totpPassword}</p>
      <ProofForm submitLabel={t.disableTotp} isDanger send={body => api.disableTotp({ body })} onDone={onDone} />
    </>
  );
}
