import { queryClient } from "../../api/query-client.ts";
import { AdminFrame } from "../admin-frame.tsx";
import { blockedAddressesQuery, blockedHostsQuery } from "../queries.ts";
import { BlockedAddresses } from "./blocked-addresses.tsx";
import { BlockedHosts } from "./blocked-hosts.tsx";

export function prefetchBlocks() {
  void queryClient.prefetchQuery(blockedHostsQuery);
  void queryClient.prefetchQuery(blockedAddressesQuery);
}

/** Hosts that no link may lead to, and short URLs that no link can get. */
export function BlocksPage() {
  return (
    <AdminFrame tab="blocks">
      <div className="in-order flex flex-col gap-5">
        <BlockedHosts />
        <BlockedAddresses />
      </div>
    </AdminFrame>
  );
}
