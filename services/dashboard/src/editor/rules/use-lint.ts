import type { RuleWarning } from "@shunt/contracts/links";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useWatch } from "react-hook-form";
import { api } from "../../api/client.ts";
import { writeField } from "../form/form-fields.ts";
import type { LinkForm } from "../form/link-form.ts";
import { useDebounced } from "../use-debounced.ts";

const typingPauseMs = 600;

/** Returns the warnings at a pointer such as `/rules/2/conditions/0`. */
export type ReadWarnings = (pointer: string) => RuleWarning[];

/** Asks which rules never decide and which conditions change nothing, while the rules are valid. */
export function useLint(): ReadWarnings {
  const form = useWatch<LinkForm>() as LinkForm;
  const written = useDebounced(JSON.stringify(toWritten(form)), typingPauseMs);
  const hasRules = form.rules.length > 0;
  const { data } = useQuery({
    queryKey: ["rules-lint", written],
    queryFn: async ({ signal }) => {
      // The schemas are large.
      const { toLintBody } = await import("./to-lint-body.ts");
      const body = toLintBody(JSON.parse(written));
      return body ? api.lintRules({ body, signal }) : { warnings: [] };
    },
    enabled: hasRules,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const warnings = hasRules ? (data?.warnings ?? []) : [];
  return pointer => warnings.filter(warning => warning.pointer === pointer);
}

/** The fields that hints depend on, as a request would send them. */
function toWritten(form: LinkForm) {
  return {
    rules: writeField(form, "rules"),
    split: writeField(form, "split"),
    original_url: writeField(form, "original_url"),
  };
}
