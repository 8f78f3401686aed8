import { ApiError } from "@shunt/contracts/client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Skeleton } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem.tsx";
import { showToast } from "../../ui/toast.ts";
import { editedLinkQuery, readLink } from "../api.ts";
import { editorMessages } from "../messages/index.ts";
import { ChangeTable } from "./change-table.tsx";
import { versionQuery, versionsQuery } from "./queries.ts";

interface VersionDialogProps {
  linkId: string;
  number: number;
  /** Whether the role of the account allows it. */
  mayRestore: boolean;
  onClose: () => void;
}

/** What differs between an earlier version and now, and the button that brings it back. */
export function VersionDialog({ linkId, number, mayRestore, onClose }: VersionDialogProps) {
  const t = useMessages(editorMessages);
  const queryClient = useQueryClient();
  const { data, error } = useQuery(versionQuery(linkId, number));
  const restore = useMutation({
    // The differences on the screen are those to this state: someone who changed it since must not be overruled unseen.
    mutationFn: async () => {
      const { tag } = await queryClient.ensureQueryData(editedLinkQuery(linkId));
      return api.restoreVersion({ params: { id: linkId, number: String(number) }, ifMatch: tag });
    },
    onSuccess: async () => {
      await refresh();
      showToast({ text: t.restored(number) });
      onClose();
    },
    onError: error => {
      if (error instanceof ApiError && error.status === 412) void refresh();
    },
  });
  return (
    <Dialog
      title={t.versionNumber(number)}
      size="large"
      isOpen
      onClose={onClose}
      actions={
        mayRestore && (
          <>
            <Button onPress={onClose}>{t.cancel}</Button>
            <Button
              look="primary"
              isDisabled={!data || data.differences.length === 0}
              isPending={restore.isPending}
              onPress={() => restore.mutate()}
            >
              {t.restoreVersion}
            </Button>
          </>
        )
      }
    >
      {(restore.error ?? error) && <ProblemNotice error={(restore.error ?? error) as Error} />}
      {!data && !error && <Skeleton className="h-32 w-full" />}
      {data && data.differences.length === 0 && <p className="text-quiet">{t.sameAsNow}</p>}
      {data && data.differences.length > 0 && (
        <ChangeTable
          from={t.valueNow}
          to={t.valueThen}
          rows={data.differences.map(({ field, value, other }) => ({ field, from: other, to: value }))}
        />
      )}
      {mayRestore && <p className="text-sm text-quiet">{t.restoreAbout}</p>}
    </Dialog>
  );

  async function refresh(): Promise<void> {
    const read = await readLink(linkId);
    queryClient.setQueryData(editedLinkQuery(linkId).queryKey, read);
    await queryClient.invalidateQueries({ queryKey: versionsQuery(linkId).queryKey });
    void queryClient.invalidateQueries({ queryKey: ["links"], predicate: ({ queryKey }) => queryKey[1] !== "edited" });
  }
}
