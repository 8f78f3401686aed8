import type { Domain } from "@shunt/contracts/domains";
import { queryClient } from "../api/query-client.ts";
import { domainsQuery } from "../editor/api.ts";

/** Shows a changed domain in all places at once. One that is the default now takes the place of another of its workspace. */
export function storeDomain(domain: Domain): void {
  queryClient.setQueryData(
    domainsQuery.queryKey,
    before =>
      before && {
        items: before.items.map(each => {
          if (each.workspace_id !== domain.workspace_id) return each;
          if (each.host === domain.host) return domain;
          return domain.is_default ? { ...each, is_default: false } : each;
        }),
      },
  );
  void queryClient.invalidateQueries({ queryKey: domainsQuery.queryKey });
}

/** Names a domain in requests: several workspaces of the account may have added the same. */
export const toDomainRequest = ({ host, workspace_id }: Pick<Domain, "host" | "workspace_id">) => ({
  params: { host },
  query: { workspace_id },
});
