import type { Domain } from "@shunt/contracts/domains";
import { useQuery } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import { Button, Disclosure, DisclosurePanel, Heading } from "react-aria-components";
import { instanceQuery } from "../../api/instance.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { Card, Skeleton } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem.tsx";
import { domainMessages } from "../messages/index.ts";
import { DnsCheck } from "./dns-check.tsx";
import { DnsRecords } from "./dns-records.tsx";

/** The DNS records of a domain: with a check until it is verified, and out of the way afterwards. */
export function SetupCard({ domain }: { domain: Domain }) {
  const t = useMessages(domainMessages);
  const { data, error, refetch } = useQuery(instanceQuery);
  const records = data && <DnsRecords domain={domain} shortUrlBase={data.short_url_base} />;
  if (domain.is_verified) {
    return (
      <Disclosure className="group @container rounded-2xl border border-line bg-card">
        <Heading level={2} className="text-base">
          <Button
            slot="trigger"
            className="flex w-full cursor-pointer items-center justify-between gap-3 rounded-2xl px-5 py-3.5 text-left data-hovered:bg-sunken"
          >
            {t.dnsRecords}
            <ChevronRight
              size={18}
              className="text-quiet transition-transform group-data-expanded:rotate-90"
              aria-hidden
            />
          </Button>
        </Heading>
        <DisclosurePanel>
          <div className="px-5 pb-5">{records}</div>
        </DisclosurePanel>
      </Disclosure>
    );
  }
  return (
    <Card title={t.dnsRecords}>
      <div className="-mt-2 flex flex-col gap-4">
        <p className="max-w-prose text-quiet">{t.dnsAbout(domain.host)}</p>
        {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
        {records ?? <Skeleton className="h-48 w-full" />}
        <DnsCheck domain={domain} />
      </div>
    </Card>
  );
}
