import { Rules, type RuleWarning, Split } from "@shunt/contracts/links";
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
  const body = useDebounced(JSON.stringify(toBody(form)), typingPauseMs);
  const { data } = useQuery({
    queryKey: ["rules-lint", body],
    queryFn: ({ signal }) => api.lintRules({ body: JSON.parse(body), signal }),
    enabled: body !== "null",
    placeholderData: keepPreviousData,
    retry: false,
  });
  const warnings = body === "null" ? [] : (data?.warnings ?? []);
  return pointer => warnings.filter(warning => warning.pointer === pointer);
}

/** Null while there is nothing to check. */
function toBody(form: LinkForm) {
  const rules = writeField(form, "rules");
  if (rules === null || !Rules.safeParse(rules).success) return null;
  const split = writeField(form, "split");
  const url = writeField(form, "original_url");
  return {
    rules,
    ...(split !== null && Split.safeParse(split).success && { split }),
    ...(typeof url === "string" && URL.canParse(url) && { original_url: url }),
  };
}
