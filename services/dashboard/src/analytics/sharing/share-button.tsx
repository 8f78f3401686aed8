import { Share2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { Opening } from "../../ui/opening.tsx";
import type { ClickSearch } from "../click-filters.ts";
import { analyticsMessages } from "../messages/index.ts";
import type { SharedScope } from "./queries.ts";

const ShareDialog = lazy(() => import("./share-dialog.tsx").then(({ ShareDialog: dialog }) => ({ default: dialog })));

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
      {isOpen && (
        <Suspense fallback={<Opening onClose={close} />}>
          <ShareDialog {...props} onClose={close} />
        </Suspense>
      )}
    </>
  );
}
