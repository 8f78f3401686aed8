import { Share2 } from "lucide-react";
import { useState } from "react";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { lazyOverlay } from "../../ui/lazy-overlay.tsx";
import type { ClickSearch } from "../click-filters.ts";
import { analyticsMessages } from "../messages/index.ts";
import type { SharedScope } from "./queries.ts";

const ShareDialog = lazyOverlay(async () => (await import("./share-dialog.tsx")).ShareDialog);

interface ShareButtonProps {
  scope: SharedScope;
  search: ClickSearch;
  /** Name of the link, tag or folder: the first title of a report. */
  name: string;
}

/** Opens what shares a report by a secret address. */
export function ShareButton(props: ShareButtonProps) {
  const t = useMessages(analyticsMessages);
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button onPress={() => setOpen(true)}>
        <Share2 size={16} aria-hidden />
        {t.share}
      </Button>
      {isOpen && <ShareDialog {...props} onClose={close} />}
    </>
  );
}
