import { useMessages } from "../messages/catalogue.ts";
import { Button } from "./button.tsx";
import { CopyButton } from "./copy-button.tsx";
import { Dialog } from "./dialog.tsx";
import { uiMessages } from "./messages/index.ts";

interface SecretDialogProps {
  title: string;
  about: string;
  copyLabel: string;
  secret: string;
  onClose: () => void;
}

/** Shows a secret for the only time. */
export function SecretDialog({ title, about, copyLabel, secret, onClose }: SecretDialogProps) {
  const t = useMessages(uiMessages);
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
      <p className="text-quiet wrap-anywhere">{about}</p>
      <code className="rounded-lg bg-sunken p-3 font-mono wrap-anywhere">{secret}</code>
    </Dialog>
  );
}
