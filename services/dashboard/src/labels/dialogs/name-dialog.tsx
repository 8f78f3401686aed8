import { ApiError } from "@shunt/contracts/client";
import type { Label } from "@shunt/contracts/links";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { useProblemText } from "../../ui/problem-text.ts";
import { Select } from "../../ui/select.tsx";
import { showToast } from "../../ui/toast.ts";
import { type ColorName, colorNames, toColor } from "../label-color.tsx";
import { type LabelKind, labelRequests } from "../label-kinds.ts";
import { refreshLabels } from "../label-lists.ts";
import { labelMessages } from "../messages/index.ts";

interface NameDialogProps {
  kind: LabelKind;
  /** The label to rename; without it, the dialog makes a new one. */
  label?: Label;
  onClose: () => void;
  /** Opens the dialog for merging, as another label has the name already. */
  onMerge?: (into: string) => void;
}

const maxLength = { tags: 50, folders: 100 } as const;

/** Makes a label, or renames one. */
export function NameDialog({ kind, label, onClose, onMerge }: NameDialogProps) {
  const t = useMessages(labelMessages);
  const toText = useProblemText();
  const [name, setName] = useState(label?.name ?? "");
  const [color, setColor] = useState<ColorName>("none");
  const given = name.trim();
  const save = useMutation({
    mutationFn: () =>
      label
        ? labelRequests[kind].update(label, { name: given })
        : labelRequests[kind].create({ name: given, color: toColor(color) }),
    onSuccess: async () => {
      await refreshLabels(kind);
      if (!label) showToast({ text: t[kind].created(given) });
      onClose();
    },
  });
  const isTaken = save.error instanceof ApiError && save.error.status === 409;
  return (
    <FormDialog
      title={label ? t.rename : t[kind].create}
      onClose={onClose}
      onSubmit={() => (given === label?.name ? onClose() : save.mutate())}
      submitLabel={t.save}
      isPending={save.isPending}
      actions={isTaken && onMerge && <Button onPress={() => onMerge(given)}>{t[kind].mergeInstead(given)}</Button>}
    >
      <TextField
        label={t.name}
        value={name}
        onChange={text => {
          setName(text);
          save.reset();
        }}
        maxLength={maxLength[kind]}
        error={save.error ? toText(save.error) : undefined}
        autoComplete="off"
        isRequired
        autoFocus
      />
      {!label && (
        <Select
          label={t.color}
          value={color}
          onChange={setColor}
          options={colorNames.map(value => ({ value, label: t.colors[value] }))}
        />
      )}
    </FormDialog>
  );
}
