import { useMessages } from "../../messages/catalogue.ts";
import { editorMessages } from "../messages/index.ts";

/** What can stand in braces in a destination. */
export function PlaceholderTable() {
  const t = useMessages(editorMessages);
  return (
    <table className="w-full text-sm">
      <caption className="sr-only">{t.placeholders}</caption>
      <tbody className="divide-y divide-line">
        {Object.entries(t.placeholderMeanings).map(([name, meaning]) => (
          <tr key={name}>
            <th scope="row" className="py-1.5 pr-4 text-left font-mono font-normal whitespace-nowrap">{`{${name}}`}</th>
            <td className="py-1.5 text-quiet">{meaning}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
