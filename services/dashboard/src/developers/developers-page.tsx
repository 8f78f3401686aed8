import { BookOpen, ScrollText } from "lucide-react";
import { queryClient } from "../api/query-client.ts";
import { useMessages } from "../messages/catalogue.ts";
import { ButtonLink, toButtonClass } from "../ui/button.tsx";
import { Page } from "../ui/page.tsx";
import { KeyList } from "./keys/key-list.tsx";
import { developersMessages } from "./messages/index.ts";
import { keysQuery, webhooksQuery } from "./queries.ts";
import { WebhookList } from "./webhooks/webhook-list.tsx";

export function prefetchDevelopers() {
  void queryClient.prefetchQuery(keysQuery);
  void queryClient.prefetchQuery(webhooksQuery);
}

/** Keys and webhooks for programs of the account. */
export function DevelopersPage() {
  const t = useMessages(developersMessages);
  return (
    <Page
      title={t.title}
      about={t.about}
      actions={
        <>
          <ButtonLink to="/developers/requests">
            <ScrollText size={16} aria-hidden />
            {t.requests}
          </ButtonLink>
          <a href="/docs/" className={toButtonClass({})}>
            <BookOpen size={16} aria-hidden />
            {t.apiDocs}
          </a>
        </>
      }
    >
      <div className="in-order flex flex-col gap-5">
        <KeyList />
        <WebhookList />
      </div>
    </Page>
  );
}
