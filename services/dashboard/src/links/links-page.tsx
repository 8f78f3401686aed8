import { useSuspenseQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { useMessages } from "../messages/catalogue.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { Card, EmptyState, Page } from "../ui/page.tsx";
import { linksMessages } from "./messages/index.ts";

/** The links of the account, newest first. */
export function LinksPage() {
  const t = useMessages(linksMessages);
  const { data } = useSuspenseQuery({
    queryKey: ["links"],
    queryFn: ({ signal }) => api.listLinks({ query: { size: 50 }, signal }),
  });
  return (
    <Page title={t.title} about={t.about}>
      <Card isFlush>
        {data.items.length === 0 && <EmptyState title={t.empty} />}
        <ul className="divide-y divide-line">
          {data.items.map(link => (
            <li key={link.id} className="flex items-center gap-3 px-5 py-3">
              <div className="min-w-0 flex-1">
                <a href={link.short_url} className="font-medium">
                  {link.short_url}
                </a>
                <p className="truncate text-sm text-quiet">{link.original_url}</p>
              </div>
              <CopyButton text={link.short_url} />
            </li>
          ))}
        </ul>
      </Card>
    </Page>
  );
}
