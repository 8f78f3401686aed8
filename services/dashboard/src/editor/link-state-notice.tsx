import type { Link } from "@shunt/contracts/links";
import { useMessages } from "../messages/catalogue.ts";
import { editorMessages } from "./messages/index.ts";

/** Says why a link does not work as one may expect: blocked, unsafe, expired. */
export function LinkStateNotice({ link }: { link: Link }) {
  const t = useMessages(editorMessages);
  const text = toText(link, t);
  if (text === undefined) return null;
  return <p className="rounded-xl border border-line bg-watch-soft px-4 py-3 text-watch">{text}</p>;
}

type Texts = { blockedNotice: (reason: string) => string; unsafeNotice: (reason: string) => string } & Record<
  "expiredNotice" | "archivedNotice",
  string
>;

function toText(link: Link, t: Texts): string | undefined {
  if (link.is_blocked) return t.blockedNotice(link.blocked_reason ?? "");
  if (link.is_unsafe) return t.unsafeNotice(link.unsafe_reason ?? "");
  if (link.state === "expired") return t.expiredNotice;
  return link.is_archived ? t.archivedNotice : undefined;
}
