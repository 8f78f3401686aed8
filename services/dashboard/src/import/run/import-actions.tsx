import { CircleCheck } from "lucide-react";
import { useEffect, useRef } from "react";
import { useMessages } from "../../messages/catalogue.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Card } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem.tsx";
import { Progress } from "../../ui/progress.tsx";
import { useFieldNames } from "../columns/field-names.ts";
import { findDuplicate } from "../columns/mapping.ts";
import type { Messages } from "../messages/en.ts";
import { importMessages } from "../messages/index.ts";
import type { ImportJob } from "./use-import.ts";

/** The next step of an import, or how far it is. */
export function ImportActions({ job }: { job: ImportJob }) {
  const t = useMessages(importMessages);
  const { progress, error } = job;
  const area = useFocusWhenLost(progress?.kind);
  return (
    <Card>
      <div ref={area} tabIndex={-1} className="flex flex-col gap-4 outline-none">
        {error && <ProblemNotice error={error} />}
        <Summary job={job} />
        {progress ? (
          <div className="flex items-center gap-3">
            <Progress
              label={t[progress.kind]}
              valueText={t.progress(progress.done, progress.total)}
              share={progress.done / Math.max(1, progress.total)}
            />
            <Button size="small" onPress={progress.stop}>
              {t.stop}
            </Button>
          </div>
        ) : (
          <Steps job={job} />
        )}
      </div>
    </Card>
  );
}

/**
 * Each step replaces the button that was pressed. The focus then goes to the place of the next buttons, and to what they are about, which a
 * long page may have moved out of sight.
 */
function useFocusWhenLost(step: string | undefined) {
  const area = useRef<HTMLDivElement>(null);
  const former = useRef(step);
  useEffect(() => {
    if (former.current === step) return;
    former.current = step;
    if (document.activeElement === document.body) area.current?.focus();
  }, [step]);
  return area;
}

/** What the check found, and what exists now. Always there, so that screen readers notice when it changes. */
function Summary({
  job: { created, failed, left, isChecked, progress, unmatched, settings, mapping },
}: {
  job: ImportJob;
}) {
  const t = useMessages(importMessages);
  return (
    <div role="status" className="flex flex-col gap-1 empty:sr-only">
      {progress && <p className="sr-only">{`${t[progress.kind]}: ${toQuarters(progress, t)}`}</p>}
      {created.size > 0 && (
        <p className="flex items-center gap-2 font-medium">
          <CircleCheck size={20} className="shrink-0 text-ok" aria-hidden />
          {t.allCreated(created.size)}
        </p>
      )}
      {isChecked && created.size === 0 && !progress && (
        <p className="font-medium">
          {t.checked(left.length - failed.length)} {failed.length > 0 && t.checkedBad(failed.length)}
        </p>
      )}
      {unmatched.length > 0 && settings.domain === "" && <p className="text-quiet">{t.unmatched(unmatched)}</p>}
      {created.size > 0 && mapping.includes("is_archived") && <p className="text-quiet">{t.archivedAbout}</p>}
    </div>
  );
}

/** The progress in few steps, as each is read aloud. */
function toQuarters({ done, total }: { done: number; total: number }, t: Messages): string {
  const quarters = Math.floor((done / Math.max(1, total)) * 4);
  return t.progress(Math.floor((total * quarters) / 4), total);
}

function Steps({ job }: { job: ImportJob }) {
  const t = useMessages(importMessages);
  const toName = useFieldNames();
  const duplicate = findDuplicate(job.mapping);
  if (duplicate !== undefined) return <p className="text-act">{t.duplicateColumn(toName(duplicate))}</p>;
  if (!job.mapping.includes("original_url")) return <p className="text-act">{t.noDestination}</p>;
  if (job.dates.hasUnclear && !job.dates.order) return <p className="text-act">{t.noDateOrder}</p>;
  return (
    <div className="flex flex-wrap items-center gap-3">
      {job.created.size === 0 ? <FirstSteps job={job} /> : <LaterSteps job={job} />}
    </div>
  );
}

function FirstSteps({ job: { isChecked, left, ready, check, start } }: { job: ImportJob }) {
  const t = useMessages(importMessages);
  return (
    <>
      <Button look={isChecked ? "secondary" : "primary"} onPress={check}>
        {t.check(left.length)}
      </Button>
      {isChecked && ready.length > 0 && (
        <Button look="primary" onPress={start}>
          {t.importNow(ready.length)}
        </Button>
      )}
      {!isChecked && <p className="text-sm text-quiet">{t.checkAbout}</p>}
    </>
  );
}

function LaterSteps({ job: { failed, ready, start, retryFailed } }: { job: ImportJob }) {
  const t = useMessages(importMessages);
  return (
    <>
      {ready.length > 0 && (
        <Button look="primary" onPress={start}>
          {t.importNow(ready.length)}
        </Button>
      )}
      {failed.length > 0 && <Button onPress={retryFailed}>{t.tryAgain(failed.length)}</Button>}
      <ButtonLink to="/links">{t.showLinks}</ButtonLink>
    </>
  );
}
