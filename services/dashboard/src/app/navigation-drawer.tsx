import type { ReactNode } from "react";
import { Dialog, Modal, ModalOverlay } from "react-aria-components";
import { useMessages } from "../messages/catalogue.ts";
import { appMessages } from "./messages/index.ts";

/** The whole navigation on a small screen. A press on a link closes it. */
export function NavigationDrawer({ onClose, children }: { onClose: () => void; children: ReactNode }) {
  const t = useMessages(appMessages);
  const closeAfterLink = (target: EventTarget) => target instanceof Element && target.closest("a") && onClose();
  return (
    <ModalOverlay
      isOpen
      onOpenChange={open => open || onClose()}
      isDismissable
      className="fixed inset-0 z-40 bg-[rgb(0_0_0/45%)]"
    >
      <Modal className="ml-auto h-dvh w-72 max-w-[85vw] overflow-y-auto border-l border-line bg-card">
        <Dialog aria-label={t.navigation} className="min-h-full outline-none">
          {/* biome-ignore lint/a11y/noStaticElementInteractions: the links inside are what people press */}
          <div
            className="flex min-h-dvh flex-col gap-4 p-3"
            onClickCapture={({ target }) => closeAfterLink(target)}
            onKeyUp={({ key, target }) => key === "Enter" && closeAfterLink(target)}
          >
            {children}
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
