import type { Label } from "@shunt/contracts/links";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMessages } from "../../messages/catalogue.ts";
import { ComboField } from "../../ui/combo-field.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { useProblemText } from "../../ui/problem-text.ts";
import { showToast } from "../../ui/toast.ts";
import { type LabelKind, labelRequests } from "../label-kinds.ts";
import { refreshLabels } from "../label-lists.ts";
import { labelMessages } from "../messages/index.ts";

interface MergeDialogProps {
  kind: LabelKind;
  label: Label;
  /** The name of the other label, if it is known. */
  into?: string;
  onClose: () => void;
}

/** The most labels that are suggested; others can be typed. */
const size = 500;

/** Moves the links of a label to another one of the same workspace. */
export function MergeDialog({ kind, label, into: given = "", onClose }: MergeDialogProps) {
  const t = useMessages(labelMessages);
  const toText = useProblemText();
  const { workspace_id } = label;
  const { data } = useQuery({
    queryKey: [kind, "others", workspace_id],
    queryFn: ({ signal }) => labelRequests[kind].list({ query: { workspace_id, size }, signal }),
  });
  const [into, setInto] = useState(given);
  const merge = useMutation({
    mutationFn: () => labelRequests[kind].merge(label, into),
    onSuccess: async ({ name }) => {
      await refreshLabels(kind);
      showToast({ text: t[kind].merged(label.name, name) });
      onClose();
    },
  });
  const others = data?.items.filter(({ name }) => name !== label.name) ?? [];
  return (
    <ConfirmDialog
      title={t[kind].mergeTitle(label.name)}
      confirmLabel={t.mergeNow}
      isOpen
      onClose={onClose}
      onConfirm={() => into.trim() && merge.mutate()}
      isPending={merge.isPending}
    >
      <p>{t[kind].mergeAbout(label.name, label.link_count)}</p>
      <ComboField
        label={t[kind].mergeInto}
        options={others.map(({ name }) => ({ value: name, label: name }))}
        value={into}
        onChange={name => {
          setInto(name);
          merge.reset();
        }}
        allowsNew
        error={merge.error ? toText(merge.error) : undefined}
      />
    </ConfirmDialog>
  );
}
