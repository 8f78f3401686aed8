import { createRouter } from "@tanstack/react-router";
import { queryClient } from "../api/query-client.ts";
import { getSession, onSessionChange } from "../api/session.ts";
import { forgetSearches, keepSearch } from "./last-searches.ts";
import { navigation } from "./navigation.ts";
import { NotFoundPage } from "./not-found-page.tsx";
import { PendingPage } from "./pending-page.tsx";
import { RouteError } from "./route-error.tsx";
import { routeTree } from "./routes.ts";

export const router = createRouter({
  routeTree,
  defaultPreload: "intent",
  defaultPendingMs: 300,
  defaultPendingComponent: PendingPage,
  defaultErrorComponent: RouteError,
  defaultNotFoundComponent: NotFoundPage,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

const keeping = navigation.flat().filter(({ keepsSearch }) => keepsSearch);
router.subscribe("onResolved", ({ toLocation: { pathname, search } }) => {
  if (keeping.some(({ to }) => to === pathname)) keepSearch(pathname, search);
});

let { status } = getSession();
onSessionChange(() => {
  const next = getSession().status;
  if (next === status) return;
  status = next;
  // The next account must not see answers for this one.
  queryClient.clear();
  forgetSearches();
  // Pages for members send to the sign-in page, and that page sends back.
  void router.invalidate();
});
