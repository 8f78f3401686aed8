import type { BlockedAddress } from "@shunt/contracts/admin";
import { useQuery } from "@tanstack/react-query";
import { api } from "../../api/client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem.tsx";
import { RowSkeletons } from "../admin-list.tsx";
import { adminMessages } from "../messages/index.ts";
import { blockedAddressesQuery } from "../queries.ts";
import { useAdminAction } from "../use-admin-action.ts";
import { When } from "../when.tsx";
import { useShortList } from "./short-list.tsx";

/** Short URLs of blocked links, which stay blocked when their link is deleted. */
export function BlockedAddresses() {
  const t = useMessages(adminMessages);
  const addresses = useQuery(blockedAddressesQuery);
  const action = useAdminAction();
  const { shown, more } = useShortList(addresses.data?.items);
  const unblock = ({ short_code, domain }: BlockedAddress) =>
    action.mutate({
      run: () => api.unblockAddress({ params: { short_code }, query: domain === null ? {} : { domain } }),
      done: { text: t.addressUnblocked(toName({ short_code, domain })) },
    });
  return (
    <Card title={t.blockedAddresses(addresses.data?.items.length ?? 0)} isFlush>
      <p className="px-5 pb-3 text-sm text-quiet">{t.blockedAddressesAbout}</p>
      {addresses.isLoading && <RowSkeletons />}
      {addresses.error && <ProblemNotice error={addresses.error} onRetry={() => void addresses.refetch()} />}
      {addresses.data?.items.length === 0 && <p className="px-5 pb-5 text-quiet">{t.noBlockedAddresses}</p>}
      <ul className="divide-y divide-line">
        {shown.map(address => (
          <li key={toName(address)} className="flex flex-wrap items-center gap-x-4 px-5 py-2.5">
            <div className="min-w-0 flex-1 basis-52">
              <p className="font-medium wrap-anywhere">{toName(address)}</p>
              {address.reason !== null && <p className="text-sm text-quiet wrap-anywhere">{address.reason}</p>}
            </div>
            <When at={address.created_at} />
            <Button size="small" aria-label={t.unblockNamed(toName(address))} onPress={() => unblock(address)}>
              {t.unblock}
            </Button>
          </li>
        ))}
      </ul>
      {more}
    </Card>
  );
}

function toName({ domain, short_code }: Pick<BlockedAddress, "domain" | "short_code">): string {
  return domain === null ? `/${short_code}` : `${domain}/${short_code}`;
}
