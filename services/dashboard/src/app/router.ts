import { createRouter } from "@tanstack/react-router";
import { queryClient } from "../api/query-client.ts";
import { getSession, onSessionChange } from "../api/session.ts";
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

let { status } = getSession();
onSessionChange(() => {
  const next = getSession().status;
  if (next === status) return;
  status = next;
  // The next account must not see answers for this one.
  queryClient.clear();
  // Pages for members send to the sign-in page, and that page sends back.
  void router.invalidate();
});
