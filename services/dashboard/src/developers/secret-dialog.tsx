import { useMessages } from "../messages/catalogue.ts";
import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { developersMessages } from "./messages/index.ts";

interface SecretDialogProps {
  title: string;
  about: string;
  copyLabel: string;
  secret: string;
  onClose: () => void;
}

/** Shows a secret for the only time. */
export function SecretDialog({ title, about, copyLabel, secret, onClose }: SecretDialogProps) {
  const t = useMessages(developersMessages);
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      actions={
        <>
          <CopyButton text={secret} label={copyLabel} />
          <Button look="primary" onPress={onClose}>
            {t.done}
          </Button>
        </>
      }
    >
      <p className="text-quiet">{about}</p>
      <code className="rounded-lg bg-sunken p-3 font-mono wrap-anywhere">{secret}</code>
    </Dialog>
  );
}
