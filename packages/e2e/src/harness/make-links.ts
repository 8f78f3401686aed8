import type { Owner } from "./owner.ts";
import type { VisitedLink } from "./visitors.ts";

export async function makeLinks(owner: Owner, count = 5): Promise<VisitedLink[]> {
  const links: VisitedLink[] = [];
  while (links.length < count) {
    const original_url = `https://example.com/${links.length}?q=%C3%BC`;
    links.push({ ...(await owner.makeLink({ original_url })), original_url });
  }
  return links;
}
