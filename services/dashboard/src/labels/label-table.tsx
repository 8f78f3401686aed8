import type { Label } from "@shunt/contracts/links";
import { Link } from "@tanstack/react-router";
import { Ellipsis, Merge, Pencil, Trash2 } from "lucide-react";
import { useMessages } from "../messages/catalogue.ts";
import { formatNumber } from "../messages/format.ts";
import { IconButton } from "../ui/button.tsx";
import { Menu, MenuItem, MenuSeparator } from "../ui/menu.tsx";
import { useMay } from "../workspaces/use-may.ts";
import { ColorMenu } from "./color-menu.tsx";
import { ColorDot } from "./label-color.tsx";
import { type LabelKind, resourceKinds } from "./label-kinds.ts";
import { labelMessages } from "./messages/index.ts";

export type LabelAction = "rename" | "merge" | "delete";

interface LabelTableProps {
  kind: LabelKind;
  labels: readonly Label[];
  onAction: (action: LabelAction, label: Label) => void;
}

/** Labels with the number of their links and clicks; a name leads to its links. They change by the role in their workspace. */
export function LabelTable({ kind, labels, onAction }: LabelTableProps) {
  const t = useMessages(labelMessages);
  const may = useMay();
  const mayEdit = ({ workspace_id }: Label) => may("edit", resourceKinds[kind], workspace_id);
  return (
    <table className="w-full">
      <thead>
        <tr className="border-b border-line text-left text-sm text-quiet">
          <th scope="col" className="py-2 pl-14 font-medium">
            {t.name}
          </th>
          <th scope="col" className="p-2 text-right font-medium">
            {t.links}
          </th>
          <th scope="col" className="hidden p-2 text-right font-medium @phone:table-cell">
            {t.clicks}
          </th>
          <td className="w-14" />
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {labels.map(label => (
          <tr key={`${label.workspace_id} ${label.name}`} className="hover:bg-sunken">
            <td className="py-1.5 pl-4">
              <div className="flex min-w-0 items-center gap-2">
                {mayEdit(label) ? (
                  <ColorMenu kind={kind} label={label} />
                ) : (
                  <span className="flex size-8 shrink-0 items-center justify-center">
                    <ColorDot color={label.color} />
                  </span>
                )}
                <Link
                  to="/links"
                  search={kind === "tags" ? { tag: [label.name] } : { folder: label.name }}
                  aria-label={t.showLinks(label.name)}
                  className="min-w-0 py-1 font-medium wrap-anywhere hover:text-accent hover:underline"
                >
                  {label.name}
                </Link>
              </div>
            </td>
            <td className="p-2 text-right">{formatNumber(label.link_count)}</td>
            <td className="hidden p-2 text-right @phone:table-cell">{formatNumber(label.click_count)}</td>
            <td className="py-1.5 pr-3 text-right">
              {mayEdit(label) && <LabelMenu label={label} onAction={onAction} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function LabelMenu({ label, onAction }: Pick<LabelTableProps, "onAction"> & { label: Label }) {
  const t = useMessages(labelMessages);
  return (
    <Menu
      trigger={<IconButton label={t.actionsFor(label.name)} icon={<Ellipsis size={18} />} />}
      onAction={key => onAction(key as LabelAction, label)}
    >
      <MenuItem id="rename" icon={<Pencil size={16} aria-hidden />}>
        {t.rename}
      </MenuItem>
      <MenuItem id="merge" icon={<Merge size={16} aria-hidden />}>
        {t.merge}
      </MenuItem>
      <MenuSeparator />
      <MenuItem id="delete" icon={<Trash2 size={16} aria-hidden />} isDanger>
        {t.delete}
      </MenuItem>
    </Menu>
  );
}
