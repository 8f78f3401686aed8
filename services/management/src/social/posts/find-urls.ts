import { maxLinksOfPost, Problem, refuseField, TargetUrl } from "@shunt/contracts";
import { LinkifyIt } from "linkify-it";

/** A URL in a text. */
export interface FoundUrl {
  /** As it stands there. */
  text: string;
  /** Where it leads. */
  target: string;
}

/** With user name and password a URL is refused, so that is to be seen as one URL. */
const linkify = new LinkifyIt({ fuzzyLink: false, fuzzyEmail: false, urlAuth: true })
  .add("ftp:", null)
  .add("mailto:", null)
  .add("//", null);

/**
 * The http(s) URLs that are written out in a text, each once, in their order.
 *
 * @throws Problem "target-refused" that names a URL to which no link may lead, "validation-failed" when there are too many
 */
export function findUrls(content: string): FoundUrl[] {
  const texts = [...new Set((linkify.match(content) ?? []).map(({ raw }) => raw))];
  if (texts.length > maxLinksOfPost) throw refuseField("/content", `must not contain more than ${maxLinksOfPost} URLs`);
  return texts.map(text => ({ text, target: toTarget(text) }));
}

function toTarget(text: string): string {
  const target = TargetUrl.safeParse(text);
  if (target.success) return target.data;
  throw new Problem("target-refused", `${text} ${target.error.issues[0]?.message}`);
}
