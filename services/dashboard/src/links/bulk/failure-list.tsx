import { useMessages } from "../../messages/catalogue.ts";
import { formatNumber } from "../../messages/format.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { toShortName } from "../../ui/short-name.ts";
import { linksMessages } from "../messages/index.ts";
import type { RowFailure } from "./send-rows.ts";

/** More would not help people, and would make the window slow. */
const maxListed = 200;

/** The links that an action could not change, each with the reason. */
export function FailureList({ failures, onClose }: { failures: readonly RowFailure[]; onClose: () => void }) {
  const t = useMessages(linksMessages);
  const left = failures.length - maxListed;
  return (
    <Dialog title={t.failedRows(failures.length)} isOpen onClose={onClose} size="large">
      <ul className="divide-y divide-line">
        {failures.slice(0, maxListed).map(({ link, detail }) => (
          <li key={link.id} className="flex flex-col gap-0.5 py-2">
            <span className="font-medium wrap-anywhere">{toShortName(link.short_url)}</span>
            <span className="text-sm text-act">{detail}</span>
          </li>
        ))}
      </ul>
      {left > 0 && <p className="text-sm text-quiet">+{formatNumber(left)}</p>}
    </Dialog>
  );
}
