import type { PostMedia } from "@shunt/contracts/social";
import { useMessages } from "../../messages/catalogue.ts";
import { feedMessages } from "./messages/index.ts";

/** The picture of a post, whole, with its place kept while it loads. */
export function PostPicture({ media }: { media: PostMedia }) {
  const t = useMessages(feedMessages);
  const { url, alt, width, height } = media;
  return (
    <a href={url} target="_blank" rel="noreferrer" className="block overflow-hidden rounded-xl bg-sunken">
      <img
        src={url}
        alt={alt ?? t.picture}
        {...(width !== null && height !== null && { width, height })}
        loading="lazy"
        decoding="async"
        referrerPolicy="no-referrer"
        className="mx-auto h-auto max-h-[32rem] w-auto max-w-full object-contain"
      />
    </a>
  );
}
