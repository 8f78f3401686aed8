import { ListFilter } from "lucide-react";
import { useRef, useState } from "react";
import { useMessages } from "../messages/catalogue.ts";
import { Button } from "../ui/button.tsx";
import { lazyOverlay } from "../ui/lazy-overlay.tsx";
import { countFilters } from "./links-search.ts";
import { linksMessages } from "./messages/index.ts";
import type { LinksState } from "./use-links-search.ts";

const FilterPopover = lazyOverlay(async () => (await import("./filter-popover.tsx")).FilterPopover);

/** Opens the filters, and says how many are on. */
export function FilterButton({ search, change }: Pick<LinksState, "search" | "change">) {
  const t = useMessages(linksMessages);
  const anchor = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  const count = countFilters(search);
  return (
    <>
      <Button
        ref={anchor}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onHoverStart={() => void FilterPopover.preload()}
        onPress={() => setOpen(true)}
      >
        <ListFilter size={18} aria-hidden />
        <span className="sr-only @phone:not-sr-only">{t.filters}</span>
        {count > 0 && <span className="rounded-full bg-accent-soft px-1.5 text-sm text-accent">{count}</span>}
      </Button>
      {isOpen && <FilterPopover anchor={anchor} onClose={close} search={search} change={change} />}
    </>
  );
}
