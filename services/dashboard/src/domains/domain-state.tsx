import type { Domain } from "@shunt/contracts/domains";
import { useMessages } from "../messages/catalogue.ts";
import { Badge } from "../ui/page.tsx";
import { domainMessages } from "./messages/index.ts";

/** Whether a domain is verified, waits for DNS, or went to another workspace. */
export function DomainState({ domain }: { domain: Pick<Domain, "is_verified" | "released_host"> }) {
  const t = useMessages(domainMessages);
  if (domain.released_host !== null) return <Badge tone="act">{t.released}</Badge>;
  return <Badge tone={domain.is_verified ? "ok" : "watch"}>{domain.is_verified ? t.verified : t.waiting}</Badge>;
}
