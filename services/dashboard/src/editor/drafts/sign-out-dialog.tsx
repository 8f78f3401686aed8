import { useEffect, useState } from "react";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { editorMessages } from "../messages/index.ts";
import { discardDrafts } from "./discard-drafts.ts";
import { listDrafts } from "./draft-store.ts";

interface SignOutDialogProps {
  accountId: string;
  onClose: () => void;
  onSignOut: () => void;
}

/** Asks what happens to the account's drafts, which everyone who uses this browser can read. Without any, signs out at once. */
export function SignOutDialog({ accountId, onClose, onSignOut }: SignOutDialogProps) {
  const t = useMessages(editorMessages);
  const [{ length }] = useState(() => listDrafts(localStorage, accountId, Date.now()));
  useEffect(() => {
    if (length === 0) onSignOut();
  }, [length, onSignOut]);
  if (length === 0) return null;
  const discard = () => {
    discardDrafts(accountId);
    onSignOut();
  };
  return (
    <Dialog
      title={t.signOutTitle}
      isOpen
      onClose={onClose}
      role="alertdialog"
      actions={
        <>
          <Button onPress={onSignOut}>{t.signOutKeep}</Button>
          <Button look="danger" onPress={discard}>
            {t.signOutDiscard}
          </Button>
        </>
      }
    >
      <p>{t.signOutAbout(length)}</p>
    </Dialog>
  );
}
