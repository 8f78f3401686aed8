import { type UtmField, utmFields } from "@shunt/contracts/links";

/** The URL with the UTM fields that it does not have, as the redirect adds them. */
export function toTaggedUrl(url: string, values: Partial<Record<UtmField, string>>): string {
  const hash = url.indexOf("#");
  const page = hash < 0 ? url : url.slice(0, hash);
  const fragment = hash < 0 ? "" : url.slice(hash);
  const question = page.indexOf("?");
  const query = question < 0 ? "" : page.slice(question + 1);
  const present = new URLSearchParams(query);
  const added = utmFields.flatMap(field => {
    const value = values[field]?.trim();
    return value && !present.has(field) ? `${field}=${encodeURIComponent(value)}` : [];
  });
  if (added.length === 0) return url;
  const joint = question < 0 ? "?" : query === "" || query.endsWith("&") ? "" : "&";
  return `${page}${joint}${added.join("&")}${fragment}`;
}
