import { useState } from "react";
import { api } from "../api/client.ts";
import { endSession } from "../api/session.ts";
import { useMessages } from "../messages/catalogue.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Card } from "../ui/page.tsx";
import { accountMessages } from "./messages/index.ts";
import { ProofForm } from "./proof-form.tsx";

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
        <ProofForm
          submitLabel={t.deleteConfirm}
          isDanger
          send={body => api.deleteMe({ body })}
          onDone={() => void endSession()}
        />
      </Dialog>
    </Card>
  );
}
