import { X } from "lucide-react";
import { useEffect } from "react";
import {
  Button as AriaButton,
  UNSTABLE_Toast as AriaToast,
  Text,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastRegion as ToastRegion,
} from "react-aria-components";
import { useMessages } from "../messages/catalogue.ts";
import { toButtonClass } from "./button.tsx";
import { uiMessages } from "./messages/index.ts";
import { toastQueue } from "./toast.ts";

/** The toasts of the whole application. */
export function Toasts() {
  const t = useMessages(uiMessages);
  // Nobody can read a toast of the page before.
  useEffect(() => () => toastQueue.clear(), []);
  return (
    <ToastRegion
      queue={toastQueue}
      aria-label={t.notifications}
      // On a phone, windows are at the bottom, which toasts would cover.
      className="print:hidden fixed right-4 bottom-above-nav z-50 flex max-w-[calc(100vw-2rem)] flex-col gap-2 max-sm:[body:has(.dialog-window)_&]:top-4 max-sm:[body:has(.dialog-window)_&]:bottom-auto lg:bottom-4"
    >
      {({ toast }) => (
        <AriaToast
          toast={toast}
          className={`flex items-center gap-3 rounded-xl border bg-raised py-2 pr-2 pl-4 shadow-raised ${toast.content.isError ? "border-act" : "border-line"}`}
        >
          <ToastContent className="min-w-0 flex-1">
            <Text slot="title" className={toast.content.isError ? "text-act" : ""}>
              {toast.content.text}
            </Text>
          </ToastContent>
          {toast.content.action && (
            <AriaButton
              className={toButtonClass({ size: "small" })}
              onPress={() => {
                toast.content.action?.run();
                toastQueue.close(toast.key);
              }}
            >
              {toast.content.action.label}
            </AriaButton>
          )}
          <AriaButton slot="close" aria-label={t.close} className={toButtonClass({ look: "quiet", size: "small" })}>
            <X size={16} />
          </AriaButton>
        </AriaToast>
      )}
    </ToastRegion>
  );
}
