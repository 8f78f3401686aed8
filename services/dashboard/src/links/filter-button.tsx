import { ListFilter } from "lucide-react";
import { lazy, Suspense } from "react";
import { Dialog, DialogTrigger, Popover } from "react-aria-components";
import { useMessages } from "../messages/catalogue.ts";
import { Button } from "../ui/button.tsx";
import { popoverClass } from "../ui/menu.tsx";
import { Skeleton } from "../ui/page.tsx";
import { countFilters } from "./links-search.ts";
import { linksMessages } from "./messages/index.ts";
import type { LinksState } from "./use-links-search.ts";

const loadPanel = () => import("./filter-panel.tsx");
const FilterPanel = lazy(() => loadPanel().then(({ FilterPanel }) => ({ default: FilterPanel })));

/** Opens the filters, and says how many are on. */
export function FilterButton({ search, change }: Pick<LinksState, "search" | "change">) {
  const t = useMessages(linksMessages);
  const count = countFilters(search);
  return (
    <DialogTrigger>
      <Button onHoverStart={() => void loadPanel()}>
        <ListFilter size={18} aria-hidden />
        <span className="sr-only @phone:not-sr-only">{t.filters}</span>
        {count > 0 && <span className="rounded-full bg-accent-soft px-1.5 text-sm text-accent">{count}</span>}
      </Button>
      <Popover placement="bottom end" className={`${popoverClass} w-88 max-w-[calc(100vw-2rem)]`}>
        <Dialog aria-label={t.filters} className="p-3 outline-none">
          <Suspense fallback={<Skeleton className="h-72 w-full" />}>
            <FilterPanel search={search} change={change} />
          </Suspense>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
