import { useMessages } from "../messages/catalogue.ts";
import { uiMessages } from "../ui/messages/index.ts";
import { Skeleton } from "../ui/page.tsx";

/** Shown while the code of a page is on its way. */
export function PendingPage() {
  const t = useMessages(uiMessages);
  return (
    <div role="status" className="mx-auto flex w-full max-w-7xl flex-col gap-5 px-8 py-7">
      <span className="sr-only">{t.loading}</span>
      <Skeleton className="h-8 w-48" />
      <Skeleton className="h-64 w-full" />
    </div>
  );
}
