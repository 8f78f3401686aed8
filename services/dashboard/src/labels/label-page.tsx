import type { Label } from "@shunt/contracts/links";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Folder, Plus, SearchX, Tag } from "lucide-react";
import { useCallback, useState } from "react";
import { queryClient } from "../api/query-client.ts";
import { useMessages } from "../messages/catalogue.ts";
import { Button } from "../ui/button.tsx";
import { Card, EmptyState, Page, Skeleton } from "../ui/page.tsx";
import { ProblemNotice } from "../ui/problem.tsx";
import { SearchBox } from "../ui/search-box.tsx";
import { DeleteDialog } from "./dialogs/delete-dialog.tsx";
import { MergeDialog } from "./dialogs/merge-dialog.tsx";
import { NameDialog } from "./dialogs/name-dialog.tsx";
import type { LabelKind } from "./label-kinds.ts";
import { labelListQuery } from "./label-lists.ts";
import { type LabelAction, LabelTable } from "./label-table.tsx";
import type { LabelsSearch } from "./labels-search.ts";
import { labelMessages } from "./messages/index.ts";

const icons = { tags: Tag, folders: Folder } as const;

export const TagsPage = () => <LabelPage kind="tags" />;
export const FoldersPage = () => <LabelPage kind="folders" />;

export const prefetchTags = (visit: Visit) => prefetchLabels("tags", visit);
export const prefetchFolders = (visit: Visit) => prefetchLabels("folders", visit);

interface Visit {
  search: LabelsSearch;
}

function prefetchLabels(kind: LabelKind, { search: { q = "" } }: Visit) {
  void queryClient.prefetchInfiniteQuery(labelListQuery(kind, q.trim()));
}

type OpenDialog = { action: "create" } | { action: LabelAction; label: Label; into?: string };

/** All tags, or all folders: to search, create, colour, rename, merge and delete. */
function LabelPage({ kind }: { kind: LabelKind }) {
  const t = useMessages(labelMessages);
  const navigate = useNavigate();
  const { q = "" } = useSearch({ from: `/members/${kind}` });
  const list = useInfiniteQuery(labelListQuery(kind, q.trim()));
  const [dialog, setDialog] = useState<OpenDialog>();
  const labels = list.data?.pages.flatMap(({ items }) => items);
  const searchFor = useCallback(
    (text: string) => void navigate({ to: `/${kind}`, search: text ? { q: text } : {}, replace: true }),
    [navigate, kind],
  );
  const Icon = icons[kind];
  const isEmpty = labels?.length === 0;
  const create = (
    <Button look="primary" onPress={() => setDialog({ action: "create" })}>
      <Plus size={18} aria-hidden />
      {t[kind].create}
    </Button>
  );
  return (
    <Page title={t[kind].title} about={t[kind].about} actions={!(isEmpty && q === "") && create}>
      {!(isEmpty && q === "") && (
        <div className="flex">
          <SearchBox key={kind} label={t[kind].search} placeholder={t[kind].search} value={q} onChange={searchFor} />
        </div>
      )}
      {list.error && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
      {!(list.error && !labels) && (
        <Card isFlush>
          {labels === undefined && <RowSkeletons />}
          {isEmpty &&
            (q === "" ? (
              <EmptyState icon={<Icon />} title={t[kind].empty} action={create}>
                {t[kind].emptyAbout}
              </EmptyState>
            ) : (
              <EmptyState icon={<SearchX />} title={t.nothingMatches}>
                {t.nothingMatchesAbout}
              </EmptyState>
            ))}
          {labels && !isEmpty && (
            <LabelTable kind={kind} labels={labels} onAction={(action, label) => setDialog({ action, label })} />
          )}
        </Card>
      )}
      {list.hasNextPage && (
        <div className="self-center">
          <Button onPress={() => void list.fetchNextPage()} isPending={list.isFetchingNextPage}>
            {t.showMore}
          </Button>
        </div>
      )}
      <Dialogs kind={kind} dialog={dialog} onChange={setDialog} />
    </Page>
  );
}

interface DialogsProps {
  kind: LabelKind;
  dialog: OpenDialog | undefined;
  onChange: (dialog: OpenDialog | undefined) => void;
}

function Dialogs({ kind, dialog, onChange }: DialogsProps) {
  const onClose = () => onChange(undefined);
  switch (dialog?.action) {
    case undefined:
      return null;
    case "create":
      return <NameDialog kind={kind} onClose={onClose} />;
    case "rename": {
      const { label } = dialog;
      const onMerge = (into: string) => onChange({ action: "merge", label, into });
      return <NameDialog kind={kind} label={label} onClose={onClose} onMerge={onMerge} />;
    }
    case "merge":
      return <MergeDialog kind={kind} {...dialog} onClose={onClose} />;
    case "delete":
      return <DeleteDialog kind={kind} label={dialog.label} onClose={onClose} />;
  }
}

function RowSkeletons() {
  return (
    <div className="flex flex-col gap-4 p-5 pt-4">
      {[40, 28, 36, 24].map(width => (
        <div key={width} className="flex items-center justify-between">
          <Skeleton className={{ 40: "h-5 w-40", 28: "h-5 w-28", 36: "h-5 w-36", 24: "h-5 w-24" }[width] ?? ""} />
          <Skeleton className="h-5 w-16" />
        </div>
      ))}
    </div>
  );
}
