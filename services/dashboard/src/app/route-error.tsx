import { ApiError } from "@shunt/contracts/client";
import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { SearchX } from "lucide-react";
import { useMessages } from "../messages/catalogue.ts";
import { ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/page.tsx";
import { ProblemNotice } from "../ui/problem.tsx";
import { appMessages } from "./messages/index.ts";

/** Takes the place of a page that failed. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  const t = useMessages(appMessages);
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  if (error instanceof ApiError && error.status === 404) return <GonePage error={error} />;
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-4 p-8">
      <title>{`${t.pageFails} · Shunt`}</title>
      <h1 className="text-2xl">{t.pageFails}</h1>
      <ProblemNotice error={error instanceof Error ? error : new Error(String(error))} onRetry={retry} />
    </div>
  );
}

/** The page exists, but what it is about does not, or not for this account. */
function GonePage({ error }: { error: ApiError }) {
  const t = useMessages(appMessages);
  return (
    <EmptyState
      isPage
      icon={<SearchX />}
      title={error.detail ?? t.notFound}
      action={
        <ButtonLink to="/links" look="primary">
          {t.links}
        </ButtonLink>
      }
    >
      {t.goneAbout}
    </EmptyState>
  );
}
