import type { DefaultDomain, UpdateDefaultDomain } from "@shunt/contracts/domains";

/** Fields whose value is the text of the form. */
const textFields = [
  "root_url",
  "not_found_url",
  "expired_url",
  "robots",
  "referrer_policy",
  "forward_query",
  "forward_path",
  "brand_name",
  "brand_logo_url",
  "brand_color",
] as const;
const numberFields = ["redirect_status", "cache_seconds"] as const;
/** Fields that are written as JSON. */
const fileFields = ["apple_app_site_association", "assetlinks"] as const;
export const addressFields = ["root_url", "not_found_url", "expired_url"] as const;

const formFields = [...textFields, ...numberFields, ...fileFields] as const;
export type DomainField = (typeof formFields)[number];

/** The settings of a domain as people write them; an empty text is a setting that is off. */
export type DomainForm = Record<DomainField, string>;

export function toDomainForm(settings: DefaultDomain): DomainForm {
  return Object.fromEntries(formFields.map(field => [field, toText(settings[field])])) as DomainForm;
}

/** The settings that differ, as a request sends them. */
export function toDomainChanges(form: DomainForm, before: DomainForm): UpdateDefaultDomain {
  const changed = formFields.filter(field => form[field].trim() !== before[field].trim());
  return Object.fromEntries(changed.map(field => [field, toValue(field, form[field].trim())]));
}

/** The fields whose text is not JSON. */
export function findBadJson(form: DomainForm): DomainField[] {
  return fileFields.filter(field => form[field].trim() !== "" && parseJson(form[field]) === undefined);
}

/** The field of a pointer such as `/assetlinks/0/target`, with the place in its file. */
export function toDomainField(pointer: string): { field: DomainField; place: string } | undefined {
  const [name = "", ...place] = pointer.replace(/^[/#]+/, "").split("/");
  const field = formFields.find(each => each === name);
  return field && { field, place: place.join("/") };
}

function toText(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value, null, 2) : String(value);
}

function toValue(field: DomainField, text: string): unknown {
  if (text === "") return null;
  if ((numberFields as readonly string[]).includes(field)) return Number(text);
  return (fileFields as readonly string[]).includes(field) ? parseJson(text) : text;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
