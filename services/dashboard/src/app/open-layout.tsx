import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { Suspense } from "react";
import { instanceQuery } from "../api/instance.ts";
import { useSession } from "../api/me.ts";
import { useMessages } from "../messages/catalogue.ts";
import { readSignInSearch, type SignInSearch } from "../sign-in/read-sign-in-search.ts";
import { ButtonLink } from "../ui/button.tsx";
import { Logo } from "./logo.tsx";
import { appMessages } from "./messages/index.ts";
import { PendingPage } from "./pending-page.tsx";
import { Preferences } from "./preferences.tsx";

/** The frame around pages for everyone. */
export function OpenLayout() {
  const t = useMessages(appMessages);
  const { status } = useSession();
  const { data: instance } = useQuery(instanceQuery);
  const search = useLocation({ select: toSignInSearch });
  return (
    <div className="@container flex min-h-dvh print:min-h-0 flex-col">
      <header className="print:hidden mx-auto flex w-full max-w-7xl flex-wrap items-center justify-between gap-2 px-4 py-3 @tablet:px-8">
        <Link to="/" className="flex items-center gap-2.5 text-lg font-semibold">
          <Logo /> Shunt
        </Link>
        <div className="flex flex-wrap items-center gap-1">
          <Preferences />
          {status === "signed-in" ? (
            <ButtonLink to="/overview" look="primary">
              {t.openDashboard}
            </ButtonLink>
          ) : (
            <>
              <ButtonLink to="/sign-in" search={search} look="quiet">
                {t.signIn}
              </ButtonLink>
              {instance?.registration_enabled && (
                <span className="hidden @phone:block">
                  <ButtonLink to="/register" search={search} look="primary">
                    {t.register}
                  </ButtonLink>
                </span>
              )}
            </>
          )}
        </div>
      </header>
      <main className="@container flex flex-1 flex-col">
        <Suspense fallback={<PendingPage />}>
          <Outlet />
        </Suspense>
      </main>
      <footer className="print:hidden mx-auto flex w-full max-w-7xl gap-4 px-4 py-6 text-sm text-quiet @tablet:px-8">
        <a href="/docs/" className="py-1 underline-offset-4 hover:underline">
          {t.apiDocs}
        </a>
      </footer>
    </div>
  );
}

/** People with an invitation come back to it; the pages about signing in pass on where to go. */
function toSignInSearch({ pathname, href, search }: { pathname: string; href: string; search: object }): SignInSearch {
  return pathname === "/invitation" ? { to: href } : readSignInSearch({ ...search });
}
