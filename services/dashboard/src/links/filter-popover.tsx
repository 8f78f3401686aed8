import type { RefObject } from "react";
import { Dialog, Popover } from "react-aria-components";
import { useMessages } from "../messages/catalogue.ts";
import { popoverClass } from "../ui/menu-classes.ts";
import { FilterPanel } from "./filter-panel.tsx";
import { linksMessages } from "./messages/index.ts";
import type { LinksState } from "./use-links-search.ts";

interface FilterPopoverProps extends Pick<LinksState, "search" | "change"> {
  anchor: RefObject<Element | null>;
  onClose: () => void;
}

/** The filters, at the button that opens them. */
export function FilterPopover({ anchor, onClose, search, change }: FilterPopoverProps) {
  const t = useMessages(linksMessages);
  return (
    <Popover
      triggerRef={anchor}
      isOpen
      onOpenChange={isOpen => isOpen || onClose()}
      placement="bottom end"
      className={`${popoverClass} w-88 max-w-[calc(100vw-2rem)]`}
    >
      <Dialog aria-label={t.filters} className="p-3 outline-none">
        <FilterPanel search={search} change={change} />
      </Dialog>
    </Popover>
  );
}
