import { useWatch } from "react-hook-form";
import { useMessages } from "../../messages/catalogue.ts";
import { hintOf, toOptions, withValue } from "../../messages/choices.ts";
import { FormSwitch } from "../form/fields.tsx";
import { FormSelect } from "../form/form-select.tsx";
import type { LinkForm } from "../form/link-form.ts";
import { editorMessages } from "../messages/index.ts";
import { Pair } from "../pair.tsx";
import type { SectionContentProps } from "../section.tsx";

/** How visitors are passed on. */
export function RedirectFields({ link }: SectionContentProps) {
  const t = useMessages(editorMessages);
  const [status, cache, policy, query, path] = useWatch<
    LinkForm,
    ["redirect_status", "cache_seconds", "referrer_policy", "forward_query", "forward_path"]
  >({ name: ["redirect_status", "cache_seconds", "referrer_policy", "forward_query", "forward_path"] });
  const statuses =
    link === undefined ? toOptions(t.statuses) : toOptions(t.statuses).filter(({ value }) => value !== "");
  return (
    <>
      <Pair>
        <FormSelect
          name="redirect_status"
          label={t.redirectStatus}
          hint={hintOf(t.statuses, status)}
          options={statuses}
        />
        <FormSelect
          name="cache_seconds"
          label={t.cache}
          hint={t.cacheHint}
          options={withValue(toOptions(t.cacheTimes), cache, t.seconds)}
        />
      </Pair>
      <FormSelect
        name="referrer_policy"
        label={t.referrerPolicy}
        hint={hintOf(t.referrerPolicies, policy)}
        options={toOptions(t.referrerPolicies)}
      />
      <Pair>
        <FormSelect
          name="forward_query"
          label={t.forwardQuery}
          hint={hintOf(t.forwardQueries, query)}
          options={toOptions(t.forwardQueries)}
        />
        <FormSelect
          name="forward_path"
          label={t.forwardPath}
          hint={hintOf(t.forwardPaths, path)}
          options={toOptions(t.forwardPaths)}
        />
      </Pair>
      <FormSwitch name="cloak" label={t.cloak} hint={t.cloakHint} />
      <FormSwitch name="is_indexable" label={t.isIndexable} hint={t.isIndexableHint} />
    </>
  );
}
