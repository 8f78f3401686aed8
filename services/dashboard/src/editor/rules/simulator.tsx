import { Suspense, useState } from "react";
import { useMessages } from "../../messages/catalogue.ts";
import { ComboField } from "../../ui/combo-field.tsx";
import { TextField } from "../../ui/field.tsx";
import { lazyPart } from "../../ui/lazy-part.tsx";
import { Skeleton } from "../../ui/page.tsx";
import { Select } from "../../ui/select.tsx";
import { rulesMessages } from "./messages/index.ts";
import type { TriedVisit } from "./to-simulated-visit.ts";
import { toValueOptions } from "./value-options.ts";
import { type VisitorAgent, visitorAgents } from "./visitor-agents.ts";

/** Loads the schemas of the API, which the section of the rules does without. */
const SimulationResult = lazyPart(async () => (await import("./simulation-result.tsx")).SimulationResult);

const firstVisit: TriedVisit = { agent: "iphone", country: "", language: "", at: "", path: "", query: "", clicks: "" };

/** Enter would save the link, which is no part of a try. */
function keepForm(event: { key: string; preventDefault: () => void }): void {
  if (event.key === "Enter") event.preventDefault();
}

/** Shows what a visitor would get, and why, while the rules are being written. */
export function Simulator({ linkId }: { linkId: string | undefined }) {
  const t = useMessages(rulesMessages);
  const [visit, setVisit] = useState(firstVisit);
  const set = (field: keyof TriedVisit) => (value: string) => setVisit({ ...visit, [field]: value });
  return (
    <section aria-label={t.simulator} className="flex flex-col gap-3 rounded-xl border border-line p-4">
      <div>
        <h3 className="font-semibold">{t.simulator}</h3>
        <p className="text-sm text-quiet">{linkId === undefined ? t.saveFirst : t.simulatorAbout}</p>
      </div>
      {linkId !== undefined && (
        <>
          <div className="grid items-start gap-3 @phone:grid-cols-2">
            <Select
              label={t.agent}
              options={Object.keys(visitorAgents).map(value => ({ value, label: t.agents[value as VisitorAgent] }))}
              value={visit.agent as string}
              onChange={set("agent")}
            />
            <ComboField
              label={t.country}
              placeholder={t.anywhere}
              options={toValueOptions("country", "country", t)}
              value={visit.country}
              onChange={set("country")}
            />
            <ComboField
              label={t.language}
              placeholder={t.allLanguages}
              options={toValueOptions("language", "language", t)}
              value={visit.language}
              onChange={set("language")}
              allowsNew
            />
            <TextField label={t.at} hint={t.atHint} type="datetime-local" value={visit.at} onChange={set("at")} />
            <TextField
              label={t.path}
              kind="code"
              placeholder="shunt/docs"
              value={visit.path}
              onChange={set("path")}
              onKeyDown={keepForm}
            />
            <TextField
              label={t.query}
              kind="code"
              placeholder="utm_source=mail"
              value={visit.query}
              onChange={set("query")}
              onKeyDown={keepForm}
            />
            <TextField
              label={t.clicksSoFar}
              inputMode="numeric"
              value={visit.clicks}
              onChange={set("clicks")}
              onKeyDown={keepForm}
            />
          </div>
          <Suspense fallback={<Skeleton className="h-22 w-full" />}>
            <SimulationResult linkId={linkId} visit={visit} />
          </Suspense>
        </>
      )}
    </section>
  );
}
