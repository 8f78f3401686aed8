import type { OpsIssue } from "@shunt/contracts/admin";
import { CircleCheck, ExternalLink, LoaderCircle, TriangleAlert } from "lucide-react";
import { useMessages } from "../messages/catalogue.ts";
import { Badge } from "../ui/page.tsx";
import { operationsMessages } from "./messages/index.ts";
import { sayIssue } from "./say-issue.ts";

const boxes = {
  ok: "border-ok bg-ok-soft",
  watch: "border-watch bg-watch-soft",
  act: "border-act bg-act-soft",
  wait: "border-line bg-card",
};

/** The state in one sentence, then each cause with what to do. @param issues undefined until they are known */
export function Verdict({ issues }: { issues: readonly OpsIssue[] | undefined }) {
  const t = useMessages(operationsMessages);
  const look = toLook(issues);
  const titles = { wait: t.connecting, ok: t.allWell, watch: t.attention, act: t.attention };
  const title = titles[look];
  const about = { wait: t.connectingAbout, ok: t.allWellAbout, watch: undefined, act: undefined }[look];
  return (
    <section aria-live="polite" className={`flex flex-col gap-4 rounded-2xl border p-5 ${boxes[look]}`}>
      <div className="flex items-start gap-3">
        <VerdictIcon look={look} />
        <div>
          <h2 className="text-xl">{typeof title === "string" ? title : title(issues?.length ?? 0)}</h2>
          {about !== undefined && <p className={look === "wait" ? "text-quiet" : ""}>{about}</p>}
        </div>
      </div>
      {issues !== undefined && issues.length > 0 && (
        <ul className="flex flex-col gap-3">
          {issues.map(issue => (
            <IssueItem key={issue.id} issue={issue} />
          ))}
        </ul>
      )}
    </section>
  );
}

function toLook(issues: readonly OpsIssue[] | undefined): keyof typeof boxes {
  if (issues === undefined) return "wait";
  if (issues.length === 0) return "ok";
  return issues.some(({ severity }) => severity === "critical") ? "act" : "watch";
}

function VerdictIcon({ look }: { look: keyof typeof boxes }) {
  if (look === "wait") return <LoaderCircle className="mt-1 shrink-0 animate-spin text-quiet" aria-hidden />;
  if (look === "ok") return <CircleCheck className="mt-0.5 shrink-0 text-ok" size={28} aria-hidden />;
  const colour = look === "act" ? "text-act" : "text-watch";
  return <TriangleAlert className={`mt-0.5 shrink-0 ${colour}`} size={28} aria-hidden />;
}

function IssueItem({ issue }: { issue: OpsIssue }) {
  const t = useMessages(operationsMessages);
  const isCritical = issue.severity === "critical";
  const { title, effect, remedy } = sayIssue(issue, t.sentences);
  return (
    <li className="rounded-xl border border-line bg-card p-4">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <h3 className="text-base">{title}</h3>
        <Badge tone={isCritical ? "act" : "watch"}>{isCritical ? t.critical : t.warning}</Badge>
      </div>
      <dl className="mt-2 grid gap-x-4 gap-y-1 @tablet:grid-cols-[auto_minmax(0,1fr)]">
        <dt className="text-quiet">{t.effect}</dt>
        <dd>{effect}</dd>
        <dt className="text-quiet">{t.remedy}</dt>
        <dd>
          <WithCode text={remedy} />
        </dd>
      </dl>
      <a
        href={issue.runbook_url}
        target="_blank"
        rel="noreferrer"
        className="mt-3 inline-flex items-center gap-1.5 font-medium text-accent"
      >
        {t.runbook} <ExternalLink size={14} aria-hidden />
      </a>
    </li>
  );
}

/** Shows parts between backticks as code. */
function WithCode({ text }: { text: string }) {
  return text.split("`").map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <code key={part} className="rounded bg-sunken px-1 py-0.5 font-mono text-sm">
        {part}
      </code>
    ),
  );
}
