import type { LinkCode } from "@shunt/contracts/links";
import { useMutation } from "@tanstack/react-query";
import { EllipsisVertical, Star, Trash2 } from "lucide-react";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { IconButton } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Menu, MenuItem } from "../../ui/menu.tsx";
import { Badge } from "../../ui/page.tsx";
import { useProblemText } from "../../ui/problem-text.ts";
import { toShortName } from "../../ui/short-name.ts";
import { showToast } from "../../ui/toast.ts";
import { codesMessages } from "./messages/index.ts";

interface CodeItemProps {
  linkId: string;
  code: LinkCode;
  onChanged: () => Promise<void>;
}

/** A code with its short URL. The primary one stays; the others can take its place, or go. */
export function CodeItem({ linkId, code, onChanged }: CodeItemProps) {
  const t = useMessages(codesMessages);
  const toText = useProblemText();
  const [isRemoving, setRemoving] = useState(false);
  const name = toShortName(code.short_url);
  const request = {
    params: { id: linkId, short_code: code.short_code },
    query: { ...(code.domain !== null && { domain: code.domain }) },
  };
  const onError = (error: Error) => showToast({ text: toText(error), isError: true });
  const makePrimary = useMutation({
    mutationFn: () => api.updateCode({ ...request, body: { is_primary: true } }),
    onSuccess: async () => {
      await onChanged();
      showToast({ text: t.madePrimary(name) });
    },
    onError,
  });
  const remove = useMutation({
    mutationFn: () => api.deleteCode(request),
    onSuccess: async () => {
      setRemoving(false);
      await onChanged();
      showToast({ text: t.removed(name) });
    },
    onError,
  });
  return (
    <li className="flex items-center gap-1">
      <span className="min-w-0 flex-1 text-sm wrap-anywhere">{name}</span>
      {code.is_primary && <Badge tone="accent">{t.isPrimary}</Badge>}
      <CopyButton text={code.short_url} />
      {!code.is_primary && (
        <Menu trigger={<IconButton label={t.actionsFor(name)} icon={<EllipsisVertical size={18} />} />}>
          <MenuItem icon={<Star size={16} aria-hidden />} onAction={() => makePrimary.mutate()}>
            {t.makePrimary}
          </MenuItem>
          <MenuItem icon={<Trash2 size={16} aria-hidden />} isDanger onAction={() => setRemoving(true)}>
            {t.remove}
          </MenuItem>
        </Menu>
      )}
      <ConfirmDialog
        title={t.removeTitle(name)}
        isOpen={isRemoving}
        onClose={() => setRemoving(false)}
        confirmLabel={t.remove}
        onConfirm={() => remove.mutate()}
        isPending={remove.isPending}
      >
        <p>{t.removeAbout}</p>
      </ConfirmDialog>
    </li>
  );
}
