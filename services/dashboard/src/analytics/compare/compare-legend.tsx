import type { Comparison } from "@shunt/contracts/analytics";
import { Link } from "@tanstack/react-router";
import { X } from "lucide-react";
import { LineMark } from "../../charts/line-mark.tsx";
import { useMessages } from "../../messages/catalogue.ts";
import { formatNumber } from "../../messages/format.ts";
import { IconButton } from "../../ui/button.tsx";
import { Card } from "../../ui/page.tsx";
import { analyticsMessages } from "../messages/index.ts";

interface CompareLegendProps {
  /** Ids, in the order of the items. */
  links: readonly string[];
  items: Comparison["items"];
  onRemove: (id: string) => void;
}

/** Which line is which link, its numbers, and a button that takes it out. */
export function CompareLegend({ links, items, onRemove }: CompareLegendProps) {
  const t = useMessages(analyticsMessages);
  const rows = Math.max(links.length, items.length);
  return (
    <Card isFlush>
      <table className="w-full text-sm">
        <caption className="sr-only">{t.compareTitle}</caption>
        <thead>
          <tr className="text-quiet">
            <th scope="col" className="px-5 py-2 text-left font-medium">
              {t.columns.link}
            </th>
            <th scope="col" className="p-2 text-right font-medium">
              {t.clicks}
            </th>
            <th scope="col" className="p-2 text-right font-medium">
              {t.visitors}
            </th>
            <th scope="col" className="hidden p-2 text-right font-medium @phone:table-cell">
              {t.scans}
            </th>
            <td className="w-14" />
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {Array.from({ length: rows }, (_, index) => {
            const id = links[index];
            const item = items[index];
            const name = item ? (item.domain ? `${item.domain}/${item.short_code}` : item.short_code) : (id ?? "");
            return (
              <tr key={id ?? name}>
                <th scope="row" className="px-5 py-2 text-left font-medium">
                  <span className="flex items-center gap-2.5">
                    <LineMark index={index} />
                    {id === undefined ? (
                      name
                    ) : (
                      <Link to="/links/$id" params={{ id }} className="wrap-anywhere hover:underline">
                        {name}
                      </Link>
                    )}
                  </span>
                </th>
                {[item?.totals.clicks, item?.totals.unique_visitors].map((value, column) => (
                  <td key={column} className="p-2 text-right">
                    {value === undefined ? "–" : formatNumber(value)}
                  </td>
                ))}
                <td className="hidden p-2 text-right @phone:table-cell">
                  {item === undefined ? "–" : formatNumber(item.totals.scans)}
                </td>
                <td className="py-1 pr-3 text-right">
                  {id !== undefined && (
                    <IconButton label={t.removeLink(name)} icon={<X size={16} />} onPress={() => onRemove(id)} />
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Card>
  );
}
