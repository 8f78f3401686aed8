import type { UtmTemplate } from "@shunt/contracts/links";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Megaphone, Plus } from "lucide-react";
import { useState } from "react";
import { api } from "../api/client.ts";
import { queryClient } from "../api/query-client.ts";
import { utmTemplatesQuery } from "../editor/api.ts";
import { useMessages } from "../messages/catalogue.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/dialog.tsx";
import { Card, EmptyState, Page, Skeleton } from "../ui/page.tsx";
import { ProblemNotice } from "../ui/problem.tsx";
import { showToast } from "../ui/toast.ts";
import { utmTemplateMessages } from "./messages/index.ts";
import { TemplateDialog } from "./template-dialog.tsx";
import { TemplateList } from "./template-list.tsx";

type OpenDialog = { action: "create" } | { action: "edit" | "delete"; template: UtmTemplate };

export function prefetchUtmTemplates() {
  void queryClient.prefetchQuery(utmTemplatesQuery);
}

/** Values of campaigns that links share. */
export function UtmTemplatesPage() {
  const t = useMessages(utmTemplateMessages);
  const { data, error, refetch } = useQuery(utmTemplatesQuery);
  const [dialog, setDialog] = useState<OpenDialog>();
  const onClose = () => setDialog(undefined);
  const isEmpty = data?.items.length === 0;
  const create = (
    <Button look="primary" onPress={() => setDialog({ action: "create" })}>
      <Plus size={18} aria-hidden />
      {t.create}
    </Button>
  );
  return (
    <Page title={t.title} about={t.about} actions={!isEmpty && create}>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <CardSkeletons />}
      {isEmpty && (
        <Card isFlush>
          <EmptyState icon={<Megaphone />} title={t.empty} action={create}>
            {t.emptyAbout}
          </EmptyState>
        </Card>
      )}
      {data && !isEmpty && (
        <TemplateList
          templates={data.items}
          onEdit={template => setDialog({ action: "edit", template })}
          onDelete={template => setDialog({ action: "delete", template })}
        />
      )}
      {dialog?.action === "create" && <TemplateDialog onClose={onClose} />}
      {dialog?.action === "edit" && <TemplateDialog template={dialog.template} onClose={onClose} />}
      {dialog?.action === "delete" && <DeleteDialog template={dialog.template} onClose={onClose} />}
    </Page>
  );
}

function DeleteDialog({ template: { id, name }, onClose }: { template: UtmTemplate; onClose: () => void }) {
  const t = useMessages(utmTemplateMessages);
  const remove = useMutation({
    mutationFn: () => api.deleteUtmTemplate({ params: { id } }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: utmTemplatesQuery.queryKey });
      showToast({ text: t.deleted(name) });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={t.deleteTitle(name)}
      confirmLabel={t.delete}
      isOpen
      onClose={onClose}
      onConfirm={() => remove.mutate()}
      isPending={remove.isPending}
    >
      {remove.error && <ProblemNotice error={remove.error} />}
      <p>{t.deleteAbout}</p>
    </ConfirmDialog>
  );
}

function CardSkeletons() {
  return (
    <div className="grid gap-4 @tablet:grid-cols-2 @desk:grid-cols-3">
      {[1, 2, 3].map(each => (
        <Skeleton key={each} className="h-40 rounded-2xl" />
      ))}
    </div>
  );
}
