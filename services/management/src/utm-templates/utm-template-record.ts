import { type UtmField, type UtmTemplate, utmFields } from "@shunt/contracts/links";

/** The UTM fields have their API names. */
export type UtmTemplateRecord = {
  id: string;
  workspaceId: string;
  name: string;
  createdAt: Date;
  updatedAt: Date;
} & UtmValues;

export type UtmValues = Record<UtmField, string | null>;

/** `null` for fields that are not given. */
export function toUtmValues(given: Partial<Record<UtmField, string | null | undefined>>): UtmValues {
  return Object.fromEntries(utmFields.map(field => [field, given[field] ?? null])) as UtmValues;
}

export function toUtmTemplateBody(template: UtmTemplateRecord): UtmTemplate {
  return {
    id: template.id,
    workspace_id: template.workspaceId,
    name: template.name,
    ...toUtmValues(template),
    created_at: template.createdAt.toISOString(),
    updated_at: template.updatedAt.toISOString(),
  };
}
