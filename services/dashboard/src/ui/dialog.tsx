import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useMessages } from "../messages/catalogue.ts";
import { Button, IconButton } from "./button.tsx";
import { uiMessages } from "./messages/index.ts";

interface DialogProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
  /** Buttons, the most important one last. */
  actions?: ReactNode;
  size?: "small" | "large";
  role?: "dialog" | "alertdialog";
}

/** A window over the page. Escape and a press beside it close it. */
export function Dialog({ title, isOpen, onClose, children, actions, size = "small", role = "dialog" }: DialogProps) {
  const t = useMessages(uiMessages);
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={open => open || onClose()}
      isDismissable
      className="dialog-window fixed inset-0 z-40 flex items-end justify-center bg-[rgb(0_0_0/45%)] p-0 sm:items-center sm:p-4"
    >
      <Modal
        className={`max-h-[92dvh] w-full overflow-auto rounded-t-2xl border border-line bg-card shadow-raised sm:rounded-2xl ${size === "small" ? "max-w-lg" : "max-w-3xl"}`}
      >
        <AriaDialog role={role} className="flex flex-col gap-4 p-5 outline-none">
          <div className="flex items-start justify-between gap-4">
            <Heading slot="title" className="min-w-0 text-lg wrap-anywhere">
              {title}
            </Heading>
            <IconButton label={t.close} icon={<X size={18} />} onPress={onClose} />
          </div>
          {children}
          {actions !== undefined && <div className="flex flex-wrap justify-end gap-2 pt-1">{actions}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

interface ConfirmDialogProps extends Omit<DialogProps, "actions" | "role" | "size"> {
  /** The verb of the button, such as "Delete". */
  confirmLabel: string;
  onConfirm: () => void;
  isPending?: boolean;
}

/** Asks before something that cannot be undone. */
export function ConfirmDialog({ confirmLabel, onConfirm, isPending = false, children, ...props }: ConfirmDialogProps) {
  const t = useMessages(uiMessages);
  return (
    <Dialog
      {...props}
      role="alertdialog"
      actions={
        <>
          <Button onPress={props.onClose}>{t.cancel}</Button>
          <Button look="danger" onPress={onConfirm} isPending={isPending}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
