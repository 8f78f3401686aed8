import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { ChevronsUpDown, LogOut, UserRound } from "lucide-react";
import { Button } from "react-aria-components";
import { meQuery } from "../api/me.ts";
import { useMessages } from "../messages/catalogue.ts";
import { Menu, MenuItem } from "../ui/menu.tsx";
import { Skeleton } from "../ui/page.tsx";
import { appMessages } from "./messages/index.ts";
import { Preferences } from "./preferences.tsx";
import { useSignOut } from "./use-sign-out.tsx";

/** Who is signed in, colours, language and the way out. */
export function AccountMenu() {
  const t = useMessages(appMessages);
  const { data: me } = useQuery(meQuery);
  const navigate = useNavigate();
  const { signOut, question } = useSignOut();
  const name = me?.full_name ?? me?.email;
  return (
    <div className="mt-auto flex flex-col gap-1 border-t border-line pt-3">
      <Preferences />
      <Menu
        trigger={
          <Button
            aria-label={`${t.account}: ${name ?? ""}`}
            className="flex w-full cursor-pointer items-center gap-2.5 rounded-lg p-2 text-left data-hovered:bg-sunken"
          >
            {/* The initial is decoration, and no part of the name of the button. */}
            <span
              data-initial={name?.[0]?.toUpperCase()}
              className="flex size-8 shrink-0 items-center justify-center rounded-full bg-accent-soft font-medium text-accent before:content-[attr(data-initial)]"
            />
            <span className="min-w-0 flex-1 truncate text-sm">{name ?? <Skeleton className="h-4 w-32" />}</span>
            <ChevronsUpDown size={16} className="text-quiet" aria-hidden />
          </Button>
        }
      >
        <MenuItem icon={<UserRound size={16} aria-hidden />} onAction={() => void navigate({ to: "/account" })}>
          {t.account}
        </MenuItem>
        <MenuItem icon={<LogOut size={16} aria-hidden />} onAction={signOut}>
          {t.signOut}
        </MenuItem>
      </Menu>
      {question}
    </div>
  );
}
