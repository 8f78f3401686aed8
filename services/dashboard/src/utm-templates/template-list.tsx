import { type UtmTemplate, utmFields } from "@shunt/contracts/links";
import { Ellipsis, Pencil, Trash2 } from "lucide-react";
import { editorMessages } from "../editor/messages/index.ts";
import { useMessages } from "../messages/catalogue.ts";
import { formatDateTime, formatRelative } from "../messages/format.ts";
import { IconButton } from "../ui/button.tsx";
import { Menu, MenuItem } from "../ui/menu.tsx";
import { Card } from "../ui/page.tsx";
import { useMay } from "../workspaces/use-may.ts";
import { WorkspaceBadge } from "../workspaces/workspace-badge.tsx";
import { utmTemplateMessages } from "./messages/index.ts";

interface TemplateListProps {
  templates: readonly UtmTemplate[];
  onEdit: (template: UtmTemplate) => void;
  onDelete: (template: UtmTemplate) => void;
}

/** A card for each template, with the values that it fills in. */
export function TemplateList({ templates, ...actions }: TemplateListProps) {
  return (
    <ul className="grid items-start gap-4 @tablet:grid-cols-2 @desk:grid-cols-3">
      {templates.map(template => (
        <li key={template.id}>
          <TemplateCard template={template} {...actions} />
        </li>
      ))}
    </ul>
  );
}

type CardProps = Omit<TemplateListProps, "templates"> & { template: UtmTemplate };

function TemplateCard({ template, onEdit, onDelete }: CardProps) {
  const t = useMessages(utmTemplateMessages);
  const { utmFields: utmFieldTexts } = useMessages(editorMessages);
  const { name, workspace_id, updated_at } = template;
  const may = useMay();
  const mayEdit = may("edit", "utmTemplate", workspace_id);
  const mayDelete = may("delete", "utmTemplate", workspace_id);
  return (
    <Card>
      <div className="flex min-h-8 items-start justify-between gap-2">
        <h2 className="min-w-0 text-base wrap-anywhere">{name}</h2>
        {(mayEdit || mayDelete) && (
          <Menu trigger={<IconButton label={t.actionsFor(name)} icon={<Ellipsis size={18} />} />}>
            {mayEdit && (
              <MenuItem icon={<Pencil size={16} aria-hidden />} onAction={() => onEdit(template)}>
                {t.edit}
              </MenuItem>
            )}
            {mayDelete && (
              <MenuItem icon={<Trash2 size={16} aria-hidden />} onAction={() => onDelete(template)} isDanger>
                {t.delete}
              </MenuItem>
            )}
          </Menu>
        )}
      </div>
      <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        {utmFields.map(
          field =>
            template[field] !== null && (
              <div key={field} className="contents">
                <dt className="text-quiet">{utmFieldTexts[field].label}</dt>
                <dd className="wrap-anywhere">{template[field]}</dd>
              </div>
            ),
        )}
      </dl>
      <p className="mt-3 flex flex-wrap items-center justify-between gap-2 text-sm text-quiet">
        <time dateTime={updated_at} data-tooltip={formatDateTime(updated_at)}>
          {t.changed(formatRelative(updated_at))}
        </time>
        <WorkspaceBadge id={workspace_id} />
      </p>
    </Card>
  );
}
