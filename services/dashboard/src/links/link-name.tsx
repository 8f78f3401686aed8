import type { Link as ShortLink } from "@shunt/contracts/links";
import { Link } from "@tanstack/react-router";
import { toShortName } from "../ui/short-name.ts";

/** A link's title, or its short URL, that leads to its page. */
export function LinkName({ link }: { link: Pick<ShortLink, "id" | "title" | "short_url"> }) {
  return (
    <Link to="/links/$id" params={{ id: link.id }} className="min-w-0 truncate">
      {link.title ?? toShortName(link.short_url)}
    </Link>
  );
}
