import { SearchX } from "lucide-react";
import { useMessages } from "../messages/catalogue.ts";
import { ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/page.tsx";
import { appMessages } from "./messages/index.ts";

/** Answers addresses that no page has. */
export function NotFoundPage() {
  const t = useMessages(appMessages);
  return (
    <main className="mx-auto max-w-xl py-16">
      <EmptyState
        isPage
        icon={<SearchX />}
        title={t.notFound}
        action={
          <ButtonLink to="/" look="primary">
            {t.toStart}
          </ButtonLink>
        }
      >
        {t.notFoundAbout}
      </EmptyState>
    </main>
  );
}
