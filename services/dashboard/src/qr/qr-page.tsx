import { isWildcardCode, type Link } from "@shunt/contracts/links";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Asterisk } from "lucide-react";
import { linkQuery } from "../api/link-query.ts";
import { meQuery } from "../api/me.ts";
import { queryClient } from "../api/query-client.ts";
import { ReleasedNotice } from "../domains/released-notice.tsx";
import { LinkName } from "../links/link-name.tsx";
import { useMessages } from "../messages/catalogue.ts";
import { ButtonLink } from "../ui/button.tsx";
import { Card, EmptyState, Page } from "../ui/page.tsx";
import { toShortName } from "../ui/short-name.ts";
import { useMay } from "../workspaces/use-may.ts";
import { qrMessages } from "./messages/index.ts";
import { Studio } from "./studio.tsx";

export function prefetchQr({ params: { id } }: { params: { id: string } }) {
  void queryClient.prefetchQuery(linkQuery(id));
}

/** Designs the QR code of a link. */
export function QrPage() {
  const t = useMessages(qrMessages);
  const { id } = useParams({ from: "/members/links/$id/qr" });
  const { data: link } = useSuspenseQuery(linkQuery(id));
  const { data: me } = useSuspenseQuery(meQuery);
  if (isWildcardCode(link.short_code)) return <WildcardPage link={link} />;
  return (
    <Page title={t.title} parent={<LinkName link={link} />} about={t.about(toShortName(link.short_url))}>
      <ReleasedNotice link={link} />
      <Studio key={link.id} link={link} accountId={me.id} />
    </Page>
  );
}

function WildcardPage({ link }: { link: Link }) {
  const t = useMessages(qrMessages);
  const mayEdit = useMay()("edit", "link", link.workspace_id);
  return (
    <Page title={t.title} parent={<LinkName link={link} />}>
      <Card>
        <EmptyState
          icon={<Asterisk size={24} aria-hidden />}
          title={t.wildcardTitle}
          action={
            mayEdit && (
              <ButtonLink to="/links/$id/edit" params={{ id: link.id }} look="primary">
                {t.edit}
              </ButtonLink>
            )
          }
        >
          <p>
            {t.wildcardText(link.short_code)} {mayEdit && t.wildcardAdvice}
          </p>
        </EmptyState>
      </Card>
    </Page>
  );
}
