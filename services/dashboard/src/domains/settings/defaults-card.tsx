import { editorMessages } from "../../editor/messages/index.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { hintOf, toOptions, withValue } from "../../messages/choices.ts";
import { Card } from "../../ui/page.tsx";
import { Select } from "../../ui/select.tsx";
import { domainMessages } from "../messages/index.ts";
import type { DomainFormState } from "./use-domain-form.ts";

/** What links of the domain do that do not choose themselves. */
export function DefaultsCard({ field, form }: DomainFormState) {
  const t = useMessages(domainMessages);
  const link = useMessages(editorMessages);
  return (
    <Card title={t.defaults}>
      <p className="-mt-2 mb-4 text-quiet">{t.defaultsAbout}</p>
      <div className="grid items-start gap-4 @tablet:grid-cols-2">
        <Select
          {...field("redirect_status")}
          label={link.redirectStatus}
          hint={`${t.onlyNew} ${hintOf(link.statuses, form.redirect_status)}`}
          options={toOptions(link.statuses, t.unbranded)}
        />
        <Select
          {...field("cache_seconds")}
          label={link.cache}
          hint={link.cacheHint}
          options={withValue(toOptions(link.cacheTimes), form.cache_seconds, link.seconds)}
        />
        <Select
          {...field("forward_query")}
          label={link.forwardQuery}
          hint={hintOf(link.forwardQueries, form.forward_query)}
          options={toOptions(link.forwardQueries, link.forwardQueries.off.label).filter(({ value }) => value !== "off")}
        />
        <Select
          {...field("forward_path")}
          label={link.forwardPath}
          hint={hintOf(link.forwardPaths, form.forward_path)}
          options={toOptions(link.forwardPaths, link.forwardPaths.not_found.label).filter(
            ({ value }) => value !== "not_found",
          )}
        />
        <Select
          {...field("referrer_policy")}
          label={link.referrerPolicy}
          hint={hintOf(link.referrerPolicies, form.referrer_policy)}
          options={toOptions(link.referrerPolicies)}
        />
      </div>
    </Card>
  );
}
