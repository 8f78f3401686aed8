import type { SavedViewPage } from "@shunt/contracts/analytics";
import { useQuery } from "@tanstack/react-query";
import { Bookmark } from "lucide-react";
import { useState } from "react";
import { useMessages } from "../messages/catalogue.ts";
import { IconButton } from "../ui/button.tsx";
import { lazyOverlay } from "../ui/lazy-overlay.tsx";
import { Menu, MenuItem, MenuSeparator } from "../ui/menu.tsx";
import { isSameSearch } from "./is-same-search.ts";
import { savedViewMessages } from "./messages/index.ts";
import { type StoredSearch, savedViewsQuery } from "./queries.ts";

const Dialogs = lazyOverlay(async () => (await import("./saved-view-dialogs.tsx")).SavedViewDialogs);

interface SavedViewsMenuProps {
  page: SavedViewPage;
  /** The search parameters that a view of the page keeps. */
  search: object;
  onOpen: (search: StoredSearch) => void;
}

/** The account's saved views of a page: to open one, to save what the page shows, and to manage them. */
export function SavedViewsMenu({ page, search, onOpen }: SavedViewsMenuProps) {
  const t = useMessages(savedViewMessages);
  const { data } = useQuery(savedViewsQuery(page));
  const [dialog, setDialog] = useState<"save" | "manage">();
  const close = () => setDialog(undefined);
  const views = data?.items ?? [];
  const current = views.find(view => isSameSearch(view.search, search));
  return (
    <>
      <Menu
        trigger={
          <IconButton
            size="medium"
            label={t.views}
            icon={<Bookmark size={18} className={current ? "fill-accent text-accent" : ""} />}
          />
        }
        onAction={id => {
          const view = views.find(each => each.id === id);
          if (view) onOpen(view.search);
          else setDialog(id as "save" | "manage");
        }}
      >
        {views.map(({ id, name }) => (
          <MenuItem key={id} id={id} {...(id === current?.id && { "aria-current": "true" as const })}>
            {name}
          </MenuItem>
        ))}
        {views.length > 0 && <MenuSeparator />}
        <MenuItem id="save">{t.save}</MenuItem>
        {views.length > 0 && <MenuItem id="manage">{t.manage}</MenuItem>}
      </Menu>
      {dialog !== undefined && (
        <Dialogs kind={dialog} page={page} views={views} search={search as StoredSearch} onClose={close} />
      )}
    </>
  );
}
