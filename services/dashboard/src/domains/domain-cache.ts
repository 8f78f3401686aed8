import type { Domain } from "@shunt/contracts/domains";
import { queryClient } from "../api/query-client.ts";
import { domainsQuery } from "../editor/api.ts";

/** Shows a changed domain in all places at once. One that is the default now takes the place of another. */
export function storeDomain(domain: Domain): void {
  queryClient.setQueryData(
    domainsQuery.queryKey,
    before =>
      before && {
        items: before.items.map(each =>
          each.host === domain.host ? domain : domain.is_default ? { ...each, is_default: false } : each,
        ),
      },
  );
  void queryClient.invalidateQueries({ queryKey: domainsQuery.queryKey });
}
