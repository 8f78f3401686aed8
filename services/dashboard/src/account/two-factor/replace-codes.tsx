import { api } from "../../api/client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { accountMessages } from "../messages/index.ts";
import { WithPassword } from "./with-password.tsx";

export function ReplaceCodes({ onCodes }: { onCodes: (codes: readonly string[]) => void }) {
  const t = useMessages(accountMessages);
  return (
    <WithPassword
      submitLabel={t.replaceCodes}
      send={password => api.replaceRecoveryCodes({ body: { password } })}
      onDone={({ recovery_codes }) => onCodes(recovery_codes)}
    />
  );
}
