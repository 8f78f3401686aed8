import type { Link } from "@shunt/contracts/links";
import { Link as RouterLink, useNavigate } from "@tanstack/react-router";
import { Ellipsis } from "lucide-react";
import { api } from "../../api/client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { IconButton } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Menu, MenuItem, MenuSeparator } from "../../ui/menu.tsx";
import { Badge } from "../../ui/page.tsx";
import { toShortName } from "../../ui/short-name.ts";
import { adminMessages } from "../messages/index.ts";
import { useAdminAction } from "../use-admin-action.ts";
import { When } from "../when.tsx";
import type { Moderation } from "./moderate-dialog.tsx";

interface ModeratedLinkProps {
  link: Link;
  onModerate: (moderation: Moderation) => void;
}

/** A link of any account. Its destination is text only, against opening it by mistake. */
export function ModeratedLink({ link, onModerate }: ModeratedLinkProps) {
  const t = useMessages(adminMessages);
  const { id, short_url, title, original_url, is_blocked, blocked_reason, is_unsafe, unsafe_reason } = link;
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-1 px-5 py-3">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap items-center gap-x-2">
          <RouterLink to="/links/$id" params={{ id }} className="font-medium text-accent wrap-anywhere">
            {toShortName(short_url)}
          </RouterLink>
          <CopyButton text={short_url} />
          {title !== null && <span className="text-quiet wrap-anywhere">{title}</span>}
        </p>
        <p className="text-sm wrap-anywhere">{original_url}</p>
        {is_blocked && <Reason text={blocked_reason} name={t.blocked} />}
        {is_unsafe && <Reason text={unsafe_reason} name={t.unsafe} />}
        <p className="text-sm">
          <When at={link.imported_at ?? link.created_at} />
        </p>
      </div>
      <div className="flex flex-wrap gap-1.5 pt-1">
        {is_blocked && <Badge tone="act">{t.blocked}</Badge>}
        {is_unsafe && <Badge tone="watch">{t.unsafe}</Badge>}
        {!link.is_active && !is_blocked && <Badge>{t.disabled}</Badge>}
      </div>
      <LinkMenu link={link} onModerate={onModerate} />
    </li>
  );
}

function Reason({ name, text }: { name: string; text: string | null }) {
  return text === null ? null : (
    <p className="text-sm text-quiet">
      {name}: {text}
    </p>
  );
}

function LinkMenu({ link, onModerate }: ModeratedLinkProps) {
  const t = useMessages(adminMessages);
  const navigate = useNavigate();
  const action = useAdminAction();
  const { id, short_url, owner_id, is_blocked, is_unsafe } = link;
  const moderate = (body: { is_blocked: false } | { is_unsafe: false }, text: string) =>
    action.mutate({ run: () => api.moderateLink({ params: { id }, body }), done: { text } });
  return (
    <Menu trigger={<IconButton label={t.actionsFor(short_url)} icon={<Ellipsis size={18} />} />}>
      {is_blocked ? (
        <MenuItem onAction={() => moderate({ is_blocked: false }, t.wasUnblocked(short_url))}>{t.unblock}</MenuItem>
      ) : (
        <MenuItem isDanger onAction={() => onModerate("block")}>
          {t.block}
        </MenuItem>
      )}
      {is_unsafe ? (
        <MenuItem onAction={() => moderate({ is_unsafe: false }, t.wasCleared(short_url))}>{t.clearUnsafe}</MenuItem>
      ) : (
        <MenuItem onAction={() => onModerate("unsafe")}>{t.markUnsafe}</MenuItem>
      )}
      <MenuSeparator />
      {owner_id !== null && (
        <MenuItem onAction={() => void navigate({ to: "/admin/links", search: { owner: owner_id } })}>
          {t.sameOwner}
        </MenuItem>
      )}
      <MenuItem onAction={() => void navigate({ to: "/admin/audit", search: { subject: id } })}>
        {t.showHistory}
      </MenuItem>
    </Menu>
  );
}
