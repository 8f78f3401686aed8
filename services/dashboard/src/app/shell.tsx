import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { Menu as MenuIcon } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { useInstance } from "../api/instance.ts";
import { useMe } from "../api/me.ts";
import { openOpsSession } from "../api/ops-session.ts";
import { readClaims } from "../home/claim-store.ts";
import { useMessages } from "../messages/catalogue.ts";
import { IconButton } from "../ui/button.tsx";
import { lazyOverlay } from "../ui/lazy-overlay.tsx";
import { lazyPart } from "../ui/lazy-part.tsx";
import { AccountMenu } from "./account-menu.tsx";
import { followAccount } from "./follow-account.ts";
import { readSearch } from "./last-searches.ts";
import { Later } from "./later.tsx";
import { Logo } from "./logo.tsx";
import { appMessages } from "./messages/index.ts";
import type { NavigationEntry } from "./navigation.ts";
import { PendingPage } from "./pending-page.tsx";
import { Shortcuts } from "./shortcuts.tsx";
import { useNavigation } from "./use-navigation.ts";

const Bell = lazyPart(async () => (await import("../social/notifications/bell.tsx")).Bell);
const FollowNotifications = lazy(() =>
  import("../social/notifications/follow-notifications.tsx").then(module => ({ default: module.FollowNotifications })),
);

const NavigationDrawer = lazyOverlay(async () => (await import("./navigation-drawer.tsx")).NavigationDrawer);

const AnnouncePage = lazy(() =>
  import("./announce-page.tsx").then(({ AnnouncePage: component }) => ({ default: component })),
);
const KeepFocus = lazy(() => import("./keep-focus.tsx").then(({ KeepFocus: component }) => ({ default: component })));

const ClaimLinks = lazy(() =>
  import("../home/claim-links.tsx").then(({ ClaimLinks: component }) => ({ default: component })),
);

/** The frame around all pages of members: navigation at the side, on a phone at the bottom. */
export function Shell() {
  const t = useMessages(appMessages);
  const path = useLocation({ select: ({ pathname }) => pathname });
  // It closes with the page on which it was opened.
  const [drawerPath, setDrawerPath] = useState<string>();
  const closeDrawer = () => setDrawerPath(undefined);
  const me = useMe();
  useEffect(() => {
    if (me && followAccount(me)) location.reload();
  }, [me]);
  const isAdmin = me?.role === "admin";
  // Also on other pages: once Postgres is away, it is too late.
  useEffect(() => {
    if (isAdmin) void openOpsSession();
  }, [isAdmin]);
  const [hasClaims] = useState(() => readClaims().length > 0);
  const groups = useNavigation();
  const isSocial = useInstance()?.social_enabled === true;
  const bell = isSocial && (
    <Suspense fallback={<span className="size-10" />}>
      <Bell />
    </Suspense>
  );
  const main = groups.flat().filter(({ isMain }) => isMain);
  return (
    <div className="@container">
      <a
        href="#content"
        className="sr-only z-50 rounded-lg bg-card p-3 focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t.skipToContent}
      </a>
      <div className="grid print:block! min-h-dvh print:min-h-0 @desk:grid-cols-[15rem_minmax(0,1fr)]">
        <aside className="print:hidden! sticky top-0 hidden h-dvh flex-col gap-4 overflow-y-auto border-r border-line bg-card p-3 @desk:flex">
          <div className="flex items-center justify-between">
            <Link to="/overview" className="flex items-center gap-2.5 rounded-lg p-2 text-lg font-semibold">
              <Logo /> Shunt
            </Link>
            {bell}
          </div>
          <nav aria-label={t.navigation} className="flex flex-1 flex-col gap-4">
            {groups.map(group => (
              <NavigationGroup key={group[0]?.to} entries={group} />
            ))}
          </nav>
          <AccountMenu />
        </aside>
        <div className="flex min-w-0 flex-col pb-nav low:pb-0 print:pb-0! @desk:pb-0">
          <header className="print:hidden! sticky low:static top-0 z-20 flex items-center justify-between border-b border-line bg-card px-3 py-2 @desk:hidden">
            <Link to="/overview" className="flex items-center gap-2 font-semibold">
              <Logo size={24} /> Shunt
            </Link>
            <div className="flex items-center">
              {bell}
              <IconButton
                size="medium"
                label={t.menu}
                icon={<MenuIcon size={20} />}
                onPress={() => setDrawerPath(path)}
              />
            </div>
          </header>
          <main id="content" tabIndex={-1} className="@container min-w-0 flex-1 outline-none">
            <Suspense fallback={<PendingPage />}>
              <Outlet />
            </Suspense>
          </main>
        </div>
        <nav
          aria-label={t.navigation}
          className="print:hidden! fixed low:static inset-x-0 bottom-0 z-20 grid auto-cols-fr grid-flow-col border-t border-line bg-card pb-[env(safe-area-inset-bottom)] @desk:hidden"
        >
          {main.map(({ to, label, icon: Icon }) => (
            <Link
              key={to}
              to={to}
              search={toSearch(to, path)}
              className="flex h-14 flex-col items-center justify-center gap-0.5 text-xs text-quiet"
              activeProps={{ className: "text-accent! font-medium" }}
            >
              <Icon size={20} aria-hidden />
              {t[label]}
            </Link>
          ))}
        </nav>
      </div>
      <Shortcuts />
      <Later>
        <AnnouncePage />
        <KeepFocus />
        {isSocial && <FollowNotifications />}
        {hasClaims && <ClaimLinks />}
      </Later>
      {drawerPath === path && (
        <NavigationDrawer onClose={closeDrawer}>
          {groups.map(group => (
            <NavigationGroup key={group[0]?.to} entries={group} />
          ))}
          <AccountMenu />
        </NavigationDrawer>
      )}
    </div>
  );
}

/** Back to where one was; on the page itself, to the page without filters. */
function toSearch(to: string, path: string): object {
  return to === path ? {} : readSearch(to);
}

function NavigationGroup({ entries }: { entries: readonly NavigationEntry[] }) {
  const t = useMessages(appMessages);
  const path = useLocation({ select: ({ pathname }) => pathname });
  return (
    <ul className="flex flex-col gap-0.5">
      {entries.map(({ to, label, icon: Icon }) => (
        <li key={to}>
          <Link
            to={to}
            search={toSearch(to, path)}
            className="flex items-center gap-3 rounded-lg px-3 py-2 text-quiet transition-colors hover:bg-sunken hover:text-text"
            activeProps={{ className: "bg-accent-soft! text-accent! font-medium" }}
          >
            <Icon size={18} aria-hidden />
            {t[label]}
          </Link>
        </li>
      ))}
    </ul>
  );
}
