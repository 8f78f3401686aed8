import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api/client.ts";
import { meQuery } from "../api/me.ts";
import { endSession } from "../api/session.ts";
import { draftsKey } from "../editor/drafts/drafts-key.ts";
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
  const { data: me } = useQuery(meQuery);
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
          onDone={() => void leave(me?.id)}
        />
      </Dialog>
    </Card>
  );
}

/** Ends the session, and leaves no drafts of links in the browser. */
async function leave(accountId: string | undefined): Promise<void> {
  if (accountId !== undefined && localStorage.getItem(draftsKey) !== null) {
    // If this code cannot be loaded, the drafts stay until they are a week old.
    const drafts = await import("../editor/drafts/discard-drafts.ts").catch(() => undefined);
    drafts?.discardDrafts(accountId);
  }
  await endSession();
}
