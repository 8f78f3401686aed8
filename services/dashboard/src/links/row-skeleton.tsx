import { useMessages } from "../messages/catalogue.ts";
import { uiMessages } from "../ui/messages/index.ts";
import { Skeleton } from "../ui/page.tsx";
import { Cell } from "./grid-parts.tsx";

/** Holds the place of a row whose page is on its way. */
export function RowSkeleton({ isTable }: { isTable: boolean }) {
  const t = useMessages(uiMessages);
  return (
    <>
      {isTable && <Cell />}
      <Cell className={`flex flex-col gap-2 ${isTable ? "" : "px-4 py-5"}`}>
        <span className="sr-only">{t.loading}</span>
        <Skeleton className="h-4 w-40 max-w-full" />
        <Skeleton className="h-3.5 w-64 max-w-full" />
      </Cell>
    </>
  );
}
