import { useMessages } from "../../messages/catalogue.ts";
import { describeValue, toFieldLabel } from "../describe-value.ts";
import { editorMessages } from "../messages/index.ts";

interface ChangeTableProps {
  /** Headings of the two states. */
  from: string;
  to: string;
  rows: readonly { field: string; from: unknown; to: unknown }[];
}

/** The fields that differ between two states, with both values. */
export function ChangeTable({ from, to, rows }: ChangeTableProps) {
  const t = useMessages(editorMessages);
  return (
    <div className="@container overflow-x-auto">
      <table className="w-full table-fixed text-sm">
        <thead>
          <tr className="text-left text-quiet">
            <th scope="col" className="w-1/4 py-1 pr-3 font-normal">
              {t.field}
            </th>
            <th scope="col" className="py-1 pr-3 font-normal">
              {from}
            </th>
            <th scope="col" className="py-1 font-normal">
              {to}
            </th>
          </tr>
        </thead>
        <tbody className="align-top">
          {rows.map(row => (
            <tr key={row.field} className="border-t border-line">
              <th scope="row" className="py-1.5 pr-3 text-left font-medium wrap-anywhere">
                {toFieldLabel(row.field, t)}
              </th>
              <td className="py-1.5 pr-3 whitespace-pre-wrap text-quiet wrap-anywhere">
                {describeValue(row.field, row.from, t)}
              </td>
              <td className="py-1.5 whitespace-pre-wrap wrap-anywhere">{describeValue(row.field, row.to, t)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
