import { useMessages } from "../messages/catalogue.ts";
import { ConfirmDialog } from "../ui/dialog.tsx";
import { editorMessages } from "./messages/index.ts";

interface LeaveDialogProps {
  /** What is lost. */
  text: string;
  onClose: () => void;
  onLeave: () => void;
}

/** Asks whether someone leaves without saving. */
export function LeaveDialog({ text, onClose, onLeave }: LeaveDialogProps) {
  const t = useMessages(editorMessages);
  return (
    <ConfirmDialog title={t.leaveTitle} isOpen onClose={onClose} onConfirm={onLeave} confirmLabel={t.leave}>
      <p>{text}</p>
    </ConfirmDialog>
  );
}
