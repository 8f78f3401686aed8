import type { ClickEvent } from "@shunt/contracts/analytics";
import { useWidth } from "../../charts/use-width.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { analyticsMessages } from "../messages/index.ts";
import { ClickCard } from "./click-card.tsx";
import { ClickRow } from "./click-row.tsx";

/** Below it, the columns have no room (px). */
const tableWidth = 700;

interface ClickTableProps {
  clicks: readonly ClickEvent[];
  showsLink: boolean;
}

/** Clicks as a table, or as cards where it has no room. */
export function ClickTable(props: ClickTableProps) {
  const t = useMessages(analyticsMessages);
  const { ref, width } = useWidth();
  return (
    <div ref={ref}>
      {width >= tableWidth && <Table {...props} />}
      {width > 0 && width < tableWidth && (
        <ul aria-label={t.list} className="divide-y divide-line">
          {props.clicks.map(click => (
            <ClickCard key={click.id} click={click} showsLink={props.showsLink} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Table({ clicks, showsLink }: ClickTableProps) {
  const t = useMessages(analyticsMessages);
  const { time, link, why, place, device, referrer, destination } = t.columns;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: people with a keyboard scroll it
    <section tabIndex={0} aria-label={t.list} className="overflow-x-auto">
      <table className="w-full min-w-4xl text-sm">
        <thead>
          <tr className="text-left text-quiet">
            {[time, ...(showsLink ? [link] : []), why, place, device, referrer, destination].map(name => (
              <th key={name} scope="col" className="px-3 py-2 font-medium">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {clicks.map(click => (
            <ClickRow key={click.id} click={click} showsLink={showsLink} />
          ))}
        </tbody>
      </table>
    </section>
  );
}
