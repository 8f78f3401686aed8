import type { Link } from "@shunt/contracts/links";
import { ChartNoAxesColumn, Copy, ExternalLink, FolderInput, Link2, Pencil, Power, QrCode, Trash2 } from "lucide-react";
import { useMemo } from "react";
import { useMessages } from "../messages/catalogue.ts";
import { copyText } from "../ui/copy-text.ts";
import { AnchoredMenu, MenuItem, MenuSeparator } from "../ui/menu.tsx";
import { toShortName } from "../ui/short-name.ts";
import { useMay } from "../workspaces/use-may.ts";
import { useTargetWorkspaces } from "../workspaces/use-target-workspaces.ts";
import { linksMessages } from "./messages/index.ts";

interface RowMenuProps {
  link: Link;
  anchor: HTMLElement;
  onClose: () => void;
  onToggleActive: () => void;
  onMove: () => void;
  onDelete: () => void;
}

/** What the account can do with one link. */
export function RowMenu({ link, anchor, onClose, onToggleActive, onMove, onDelete }: RowMenuProps) {
  const t = useMessages(linksMessages);
  const may = useMay();
  const mayEdit = may("edit", "link", link.workspace_id);
  const mayDelete = may("delete", "link", link.workspace_id);
  const canMove = useTargetWorkspaces([link]).length > 0;
  const ref = useMemo(() => ({ current: anchor }), [anchor]);
  return (
    <AnchoredMenu anchor={ref} onClose={onClose} aria-label={t.actionsFor(toShortName(link.short_url))}>
      <MenuItem icon={<ChartNoAxesColumn size={16} aria-hidden />} href={`/links/${link.id}`}>
        {t.details}
      </MenuItem>
      {mayEdit && (
        <MenuItem icon={<Pencil size={16} aria-hidden />} href={`/links/${link.id}/edit`}>
          {t.edit}
        </MenuItem>
      )}
      <MenuItem icon={<QrCode size={16} aria-hidden />} href={`/links/${link.id}/qr`}>
        {t.qrCode}
      </MenuItem>
      <MenuItem icon={<Copy size={16} aria-hidden />} onAction={() => void copyText(link.short_url)}>
        {t.copyShortUrl}
      </MenuItem>
      <MenuItem icon={<Link2 size={16} aria-hidden />} href={link.short_url} target="_blank" rel="noreferrer">
        {t.openShortUrl}
      </MenuItem>
      <MenuItem icon={<ExternalLink size={16} aria-hidden />} href={link.original_url} target="_blank" rel="noreferrer">
        {t.openDestination}
      </MenuItem>
      {(mayEdit || mayDelete) && <MenuSeparator />}
      {mayEdit && (
        <MenuItem icon={<Power size={16} aria-hidden />} onAction={onToggleActive}>
          {link.is_active ? t.disable : t.enable}
        </MenuItem>
      )}
      {mayDelete && canMove && (
        <MenuItem icon={<FolderInput size={16} aria-hidden />} onAction={onMove}>
          {t.moveToWorkspace}
        </MenuItem>
      )}
      {mayDelete && (
        <MenuItem icon={<Trash2 size={16} aria-hidden />} isDanger onAction={onDelete}>
          {t.delete}
        </MenuItem>
      )}
    </AnchoredMenu>
  );
}
