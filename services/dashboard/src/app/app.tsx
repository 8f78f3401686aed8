import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { lazy } from "react";
import { RouterProvider as AriaRouterProvider, I18nProvider } from "react-aria-components";
import { queryClient } from "../api/query-client.ts";
import { regionalLocale } from "../messages/locale.ts";
import { Later } from "./later.tsx";
import { router } from "./router.ts";

const Toasts = lazy(() => import("../ui/toasts.tsx").then(({ Toasts: component }) => ({ default: component })));
const Tooltips = lazy(() => import("../ui/tooltips.tsx").then(({ Tooltips: component }) => ({ default: component })));

/** The whole application. */
export function App() {
  return (
    <I18nProvider locale={regionalLocale}>
      <QueryClientProvider client={queryClient}>
        <AriaRouterProvider navigate={href => void router.navigate({ href })}>
          <RouterProvider router={router} />
        </AriaRouterProvider>
        <Later>
          <Toasts />
          <Tooltips />
        </Later>
      </QueryClientProvider>
    </I18nProvider>
  );
}
