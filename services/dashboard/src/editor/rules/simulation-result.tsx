import type { Simulation } from "@shunt/contracts/links";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useFormContext, useWatch } from "react-hook-form";
import { api } from "../../api/client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { Skeleton } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem.tsx";
import { checkForm } from "../form/check-form.ts";
import type { LinkForm } from "../form/link-form.ts";
import { useDebounced } from "../use-debounced.ts";
import { rulesMessages } from "./messages/index.ts";
import { type TriedVisit, toSimulatedVisit } from "./to-simulated-visit.ts";

const typingPauseMs = 500;

/** What the visitor gets, which rule decided, and how the visit counts. */
export function SimulationResult({ linkId, visit }: { linkId: string; visit: TriedVisit }) {
  const t = useMessages(rulesMessages);
  const form = useWatch<LinkForm>() as LinkForm;
  const { formState } = useFormContext<LinkForm>();
  const before = formState.defaultValues as LinkForm;
  const isValid = checkForm(form, before).length === 0;
  const body = useDebounced(JSON.stringify(toSimulatedVisit(visit, form, before)), typingPauseMs);
  const { data, error } = useQuery({
    queryKey: ["simulation", linkId, body],
    queryFn: ({ signal }) => api.simulateVisit({ params: { id: linkId }, body: JSON.parse(body), signal }),
    enabled: isValid,
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (
    <div aria-live="polite" className="rounded-lg bg-sunken p-3">
      {!isValid && <p className="text-sm text-watch">{t.fixFirst}</p>}
      {isValid && error && <ProblemNotice error={error} />}
      {isValid && !error && (data ? <Result result={data} /> : <Skeleton className="h-16 w-full" />)}
    </div>
  );
}

function Result({ result }: { result: Simulation }) {
  const t = useMessages(rulesMessages);
  const { outcome, status, location, rule, variant, class_reason, is_counted } = result;
  const name = (t.outcomes as Record<string, string>)[outcome] ?? t.otherOutcome(outcome, status);
  const kind = (t.classes as Record<string, string>)[result.class] ?? result.class;
  return (
    <div className="flex flex-col gap-1">
      <p className="font-medium">
        {location !== null && outcome !== "redirect" ? `${name}, ${t.outcomes.redirect}` : name}
      </p>
      {location !== null && <p className="font-mono text-sm wrap-anywhere">{location}</p>}
      <p className="text-sm">{rule === null ? outcome === "redirect" && t.decidedByLink : t.decidedBy(rule)}</p>
      {variant !== null && <p className="text-sm">{t.variantChosen(variant)}</p>}
      <p className="text-sm text-quiet">
        {is_counted ? t.isCounted : t.isNotCounted} {t.countedAs(kind)}.{" "}
        {class_reason !== null && t.whySo(class_reason)}
      </p>
    </div>
  );
}
