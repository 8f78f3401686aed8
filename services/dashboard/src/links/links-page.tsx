import type { Link } from "@shunt/contracts/links";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { Suspense, useCallback, useEffect, useRef, useState } from "react";
import { meQuery } from "../api/me.ts";
import { queryClient } from "../api/query-client.ts";
import { useMessages } from "../messages/catalogue.ts";
import { savedViewsQuery } from "../saved-views/queries.ts";
import { SavedViewsMenu } from "../saved-views/saved-views-menu.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { lazyOverlay } from "../ui/lazy-overlay.tsx";
import { Page, Skeleton } from "../ui/page.tsx";
import { ProblemNotice } from "../ui/problem.tsx";
import { showToast } from "../ui/toast.ts";
import { useMay } from "../workspaces/use-may.ts";
import { BulkBar } from "./bulk/bulk-bar.tsx";
import type { BulkChange } from "./bulk/bulk-change.ts";
import { changeLinks } from "./bulk/change-links.ts";
import { deleteLinksLater } from "./bulk/delete-links.ts";
import { type ColumnName, readColumns, storeColumns } from "./columns.ts";
import { FilterButton } from "./filter-button.tsx";
import { FilterChips } from "./filter-chips.tsx";
import { pageQuery } from "./link-pages.ts";
import { LinksEmpty } from "./links-empty.tsx";
import { LinksList, type ListHandle } from "./links-list.tsx";
import { isFiltered, type LinksSearch, readLinksSearch, toQuestion, withoutFilters } from "./links-search.ts";
import { ListSkeleton } from "./list-skeleton.tsx";
import { ListTools } from "./list-tools.tsx";
import { linksMessages } from "./messages/index.ts";
import { QuickCreate } from "./quick-create.tsx";
import type { RowActions } from "./row-actions.ts";
import { RowMenu } from "./row-menu.tsx";
import { focusSearch, SearchField } from "./search-field.tsx";
import { nothingSelected, select } from "./selection.ts";
import { useLatest } from "./use-latest.ts";
import { type LinkRows, useLinkRows } from "./use-link-rows.ts";
import { useLinksSearch } from "./use-links-search.ts";
import { useListKeys } from "./use-list-keys.ts";
import { useSelection } from "./use-selection.ts";

const MoveDialog = lazyOverlay(async () => (await import("./move-dialog.tsx")).MoveDialog);

export function prefetchLinks({ search }: { search: LinksSearch }) {
  void queryClient.prefetchQuery(pageQuery(toQuestion(search), 0));
  void queryClient.prefetchQuery(savedViewsQuery("links"));
}

/** All links that the account may see: to search, filter, sort, select and change. */
export function LinksPage() {
  const t = useMessages(linksMessages);
  const navigate = useNavigate();
  const may = useMay();
  const mayEdit = ({ workspace_id }: Link) => may("edit", "link", workspace_id);
  const state = useLinksSearch();
  const { search, question, change, set } = state;
  const rows = useLinkRows(question);
  const { selection, toggle, selectAll, clear } = useSelection(rows, question);
  const [chosenColumns, setColumns] = useState(readColumns);
  const [active, setActive] = useState(0);
  const [newId, setNewId] = useState<string>();
  const [menu, setMenu] = useState<{ link: Link; anchor: HTMLElement }>();
  const [moving, setMoving] = useState<Link>();
  const list = useRef<ListHandle>(null);
  useEffect(() => setActive(0), [question]);
  const { total } = rows;
  // The account decides whether the form above the list has a field for the workspace, which moves the list down.
  const { isPending: isMePending } = useQuery(meQuery);

  const actions = useLatest<RowActions>({
    toggle: (index, isRange) => void toggle(index, isRange),
    openMenu: (link, anchor) => setMenu({ link, anchor }),
    activate: setActive,
    showTag: tag => change({ tag: [...new Set([...(search.tag ?? []), tag])] }),
    showFolder: folder => change({ folder }),
  });
  useListKeys({
    move: by => {
      const next = Math.min(Math.max(0, active + by), (total ?? 1) - 1);
      list.current?.focusRow(document.activeElement?.closest("[data-index]") ? next : active);
    },
    select: isRange => void toggle(active, isRange),
    open: () => {
      const id = rows.rowAt(active)?.id;
      if (id) void navigate({ to: "/links/$id", params: { id } });
    },
    edit: () => {
      const link = rows.rowAt(active);
      if (!link) return;
      if (mayEdit(link)) void navigate({ to: "/links/$id/edit", params: { id: link.id } });
      else showToast({ text: t.viewOnlyLink });
    },
    clear,
    search: focusSearch,
  });
  const sort = (next: typeof question.sort) => change({ sort: next === "-created_at" ? undefined : next });
  const changeOne = (link: Link, change: BulkChange) => {
    const selection = select(nothingSelected, [link], true);
    void changeLinks({ selection, question, total: 1, isAllowed: mayEdit }, change);
  };
  const searchFor = useCallback((text: string) => change({ search: text || undefined }, true), [change]);

  return (
    <Page
      title={t.title}
      about={<Count rows={rows} />}
      actions={
        <ButtonLink to="/links/new">
          <Plus size={18} aria-hidden />
          {t.create}
        </ButtonLink>
      }
    >
      <QuickCreate onCreated={({ id }) => setNewId(id)} />
      {isMePending ? (
        <ListSkeleton />
      ) : (
        // Texts of these parts may still load. This boundary keeps the form above visible, where someone may be typing.
        <Suspense fallback={<ListSkeleton />}>
          <div className="flex flex-wrap items-center gap-2">
            <SearchField value={search.search ?? ""} onChange={searchFor} />
            <FilterButton search={search} change={change} />
            <ListTools
              sort={question.sort}
              onSort={sort}
              view={search.view ?? "table"}
              onView={view => change({ view: view === "table" ? undefined : view })}
              chosenColumns={chosenColumns}
              onColumns={(chosen: readonly ColumnName[]) => {
                storeColumns(chosen);
                setColumns(chosen);
              }}
            />
            <SavedViewsMenu page="links" search={search} onOpen={saved => set(readLinksSearch(saved))} />
          </div>
          <FilterChips {...state} />
          {rows.error && <ProblemNotice error={rows.error} onRetry={rows.retry} />}
          {total === undefined ? (
            !rows.error && <ListSkeleton />
          ) : total === 0 ? (
            <LinksEmpty isFiltered={isFiltered(search)} onClear={() => set(withoutFilters(search))} />
          ) : (
            <LinksList
              ref={list}
              rows={rows}
              total={total}
              view={search.view ?? "table"}
              chosenColumns={chosenColumns}
              sort={question.sort}
              onSort={sort}
              selection={selection}
              onSelectAll={selectAll}
              active={active}
              newId={newId}
              actions={actions}
            />
          )}
        </Suspense>
      )}
      <BulkBar
        selection={selection}
        question={question}
        total={total ?? 0}
        onSelectAll={() => selectAll(true)}
        onClear={clear}
      />
      {menu && (
        <RowMenu
          {...menu}
          onClose={() => setMenu(undefined)}
          onToggleActive={() => changeOne(menu.link, { kind: "active", isOn: !menu.link.is_active })}
          onMove={() => setMoving(menu.link)}
          onDelete={() => void deleteLinksLater([menu.link])}
        />
      )}
      {moving && (
        <MoveDialog
          link={moving}
          onClose={() => setMoving(undefined)}
          onMove={id => {
            setMoving(undefined);
            changeOne(moving, { kind: "workspace", id });
          }}
        />
      )}
    </Page>
  );
}

function Count({ rows: { total, error } }: { rows: LinkRows }) {
  const t = useMessages(linksMessages);
  // Searching and filtering change it.
  return (
    <span role="status">
      {total !== undefined ? t.count(total) : !error && <Skeleton className="inline-block h-4 w-20" />}
    </span>
  );
}
