import { useQuery } from "@tanstack/react-query";
import { domainsQuery } from "../editor/api.ts";
import { useMessages } from "../messages/catalogue.ts";
import { domainMessages } from "./messages/index.ts";

/** Names the host that a released domain had. */
export function LostDomain({ name }: { name: string }) {
  const t = useMessages(domainMessages);
  const { data } = useQuery(domainsQuery);
  const host = data?.items.find(each => each.host === name)?.released_host;
  if (!host) return null;
  return <p className="rounded-xl border border-line bg-watch-soft px-4 py-3 text-watch">{t.releasedLink(host)}</p>;
}
