import { ChartNoAxesColumn, Table2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useMessages } from "../messages/catalogue.ts";
import { IconButton } from "../ui/button.tsx";
import { Card } from "../ui/page.tsx";
import { chartMessages } from "./messages/index.ts";

interface ChartFrameProps {
  title: string;
  /** What the chart says, in a sentence for those who do not see it. */
  summary: string;
  actions?: ReactNode;
  chart: ReactNode;
  /** Fades the chart while newer numbers are on their way. */
  isStale?: boolean;
  /** The same numbers as text. */
  table: { head: readonly string[]; rows: readonly (readonly string[])[] };
}

/** A chart in a card, with a switch that shows its numbers as a table. */
export function ChartFrame({ title, summary, actions, chart, isStale = false, table }: ChartFrameProps) {
  const t = useMessages(chartMessages);
  const [isTable, setTable] = useState(false);
  return (
    <Card
      title={title}
      actions={
        <div className="flex items-center gap-1">
          {actions}
          <IconButton
            label={isTable ? t.asChart : t.asTable}
            icon={isTable ? <ChartNoAxesColumn size={16} /> : <Table2 size={16} />}
            onPress={() => setTable(!isTable)}
          />
        </div>
      }
    >
      <p className="sr-only">{summary}</p>
      <div aria-busy={isStale} className={isStale ? "opacity-60" : ""}>
        {isTable ? <NumbersTable title={title} {...table} /> : chart}
      </div>
    </Card>
  );
}

function NumbersTable({ title, head, rows }: ChartFrameProps["table"] & { title: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: people with a keyboard scroll it
    <section tabIndex={0} aria-label={title} className="max-h-80 overflow-auto rounded-lg">
      <table className="w-full text-sm">
        <thead>
          <tr>
            {head.map((each, column) => (
              <th
                key={each}
                scope="col"
                className={`p-2 font-medium text-quiet ${column === 0 ? "text-left" : "text-right"}`}
              >
                {each}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map(([first, ...others]) => (
            <tr key={first}>
              <th scope="row" className="p-2 text-left font-normal">
                {first}
              </th>
              {others.map((each, column) => (
                <td key={head[column + 1]} className="p-2 text-right">
                  {each}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
