import type { OpsIssue } from "@shunt/contracts/admin";
import type { ReactNode } from "react";
import { ChartFrame } from "../charts/chart-frame.tsx";
import { useMessages } from "../messages/catalogue.ts";
import { formatTimeOfDay } from "../messages/format.ts";
import { type Charted, type HistoryPoint, toLine } from "./history.ts";
import { IssueDetail } from "./issue-detail.tsx";
import { LiveChart } from "./live-chart.tsx";
import { operationsMessages } from "./messages/index.ts";
import { toTone } from "./tone.ts";

const colours = { ok: "", watch: "text-watch", act: "text-act" };

interface LiveNumberProps {
  title: string;
  name: Charted;
  points: readonly HistoryPoint[];
  format: (value: number) => string;
  /** What is wrong with it. */
  issue?: OpsIssue | undefined;
  /** More about the number of this moment. */
  detail?: ReactNode;
}

/** A number of this moment, and how it got there. */
export function LiveNumber({ title, name, points, format, issue, detail }: LiveNumberProps) {
  const t = useMessages(operationsMessages);
  const line = toLine(points, name);
  const now = line.at(-1)?.value ?? null;
  const shown = now === null ? t.unknown : format(now);
  const highest = format(Math.max(0, ...line.map(({ value }) => value ?? 0)));
  const chart = (
    <>
      <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-3">
        <data value={now ?? ""} className={`text-3xl font-semibold tracking-tight ${colours[toTone(issue)]}`}>
          {shown}
        </data>
        <span className="text-sm text-quiet">{points.length > 0 && t.peak(highest)}</span>
      </div>
      <LiveChart label={title} points={line} format={format} />
      <p className="mt-2 min-h-6 text-sm text-quiet">
        {now === null && points.length > 0 ? t.unknownAbout : <IssueDetail issue={issue}>{detail}</IssueDetail>}
      </p>
    </>
  );
  return (
    <ChartFrame
      title={title}
      summary={t.summary(shown, highest)}
      chart={chart}
      table={{
        head: [t.time, title],
        rows: points.map(point => [
          formatTimeOfDay(point.time),
          point[name] === null ? t.unknown : format(point[name]),
        ]),
      }}
    />
  );
}
