import type { AdminUser } from "@shunt/contracts/admin";
import { useNavigate } from "@tanstack/react-router";
import { Ellipsis } from "lucide-react";
import { api } from "../../api/client.ts";
import { useMe } from "../../api/me.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { IconButton } from "../../ui/button.tsx";
import { Menu, MenuItem, MenuSeparator } from "../../ui/menu.tsx";
import { Badge } from "../../ui/page.tsx";
import { adminMessages } from "../messages/index.ts";
import { useAdminAction } from "../use-admin-action.ts";
import { When } from "../when.tsx";
import type { UserAction } from "./user-dialog.tsx";

/** An account, with what an administrator may do to it. */
export function UserRow({ user, onAction }: { user: AdminUser; onAction: (action: UserAction) => void }) {
  const t = useMessages(adminMessages);
  const { email, full_name, role, is_active, is_verified, has_totp, link_count, created_at } = user;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-5 py-3">
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-medium wrap-anywhere">{email}</p>
        <p className="text-sm text-quiet">
          {full_name !== null && `${full_name} · `}
          {t.links(link_count)} · {t.registered} <When at={created_at} />
        </p>
      </div>
      <div className="flex flex-wrap gap-1.5">
        {role === "admin" && <Badge tone="accent">{t.administrator}</Badge>}
        {!is_active && <Badge tone="act">{t.disabled}</Badge>}
        {!is_verified && <Badge tone="watch">{t.unverified}</Badge>}
        {has_totp && <Badge tone="ok">{t.secondFactor}</Badge>}
      </div>
      <UserMenu user={user} onAction={onAction} />
    </li>
  );
}

function UserMenu({ user, onAction }: { user: AdminUser; onAction: (action: UserAction) => void }) {
  const t = useMessages(adminMessages);
  const navigate = useNavigate();
  const action = useAdminAction();
  const isSelf = useMe()?.id === user.id;
  const { id, email, is_active, role, has_totp } = user;
  const setActive = (isActive: boolean) => api.updateUser({ params: { id }, body: { is_active: isActive } });
  const toggle = () =>
    action.mutate({
      run: () => setActive(!is_active),
      done: {
        text: is_active ? t.wasDisabled(email) : t.wasEnabled(email),
        action: {
          label: t.undo,
          run: () =>
            action.mutate({
              run: () => setActive(is_active),
              done: { text: is_active ? t.wasEnabled(email) : t.wasDisabled(email) },
            }),
        },
      },
    });
  return (
    <Menu trigger={<IconButton label={t.actionsFor(email)} icon={<Ellipsis size={18} />} />}>
      <MenuItem onAction={() => void navigate({ to: "/admin/links", search: { owner: id } })}>{t.showLinks}</MenuItem>
      <MenuItem onAction={() => void navigate({ to: "/admin/audit", search: { who: id } })}>{t.showActions}</MenuItem>
      {!isSelf && (
        <>
          <MenuSeparator />
          <MenuItem onAction={toggle}>{is_active ? t.disable : t.enable}</MenuItem>
          <MenuItem onAction={() => onAction(role === "admin" ? "demote" : "promote")}>
            {role === "admin" ? t.demote : t.promote}
          </MenuItem>
          {has_totp && <MenuItem onAction={() => onAction("removeTotp")}>{t.removeTotp}</MenuItem>}
          <MenuItem isDanger onAction={() => onAction("delete")}>
            {t.deleteAccount}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
