import { api } from "../../api/client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { accountMessages } from "../messages/index.ts";
import { WithPassword } from "./with-password.tsx";

export function DisableTotp({ onDone }: { onDone: () => void }) {
  const t = useMessages(accountMessages);
  return (
    <WithPassword
      submitLabel={t.disableTotp}
      isDanger
      send={password => api.disableTotp({ body: { password } })}
      onDone={onDone}
    />
  );
}
