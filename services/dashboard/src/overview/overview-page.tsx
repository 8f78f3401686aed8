import { useSuspenseQuery } from "@tanstack/react-query";
import { meQuery } from "../api/me.ts";
import { useMessages } from "../messages/catalogue.ts";
import { ButtonLink } from "../ui/button.tsx";
import { Card, Page } from "../ui/page.tsx";
import { overviewMessages } from "./messages/index.ts";

/** What happened lately. */
export function OverviewPage() {
  const t = useMessages(overviewMessages);
  const { data: me } = useSuspenseQuery(meQuery);
  return (
    <Page title={t.title}>
      <Card title={t.welcome(me.full_name ?? me.email)}>
        <ButtonLink to="/links" look="primary">
          {t.toLinks}
        </ButtonLink>
      </Card>
    </Page>
  );
}
