import { isWildcardCode } from "@shunt/contracts/links";
import { useMessages } from "../../messages/catalogue.ts";
import { editorMessages } from "../messages/index.ts";

/** The QR code of a saved link. A wildcard stands for many URLs and has none. */
export function QrPicture({ link }: { link: { short_url: string; short_code: string; domain: string | null } }) {
  const t = useMessages(editorMessages);
  if (isWildcardCode(link.short_code)) return null;
  const query = new URLSearchParams({
    format: "svg",
    size: "160",
    ...(link.domain !== null && { domain: link.domain }),
  });
  return (
    <img
      src={`/api/v1/qr/${encodeURIComponent(link.short_code)}?${query}`}
      alt={t.qrOf(link.short_url)}
      width={160}
      height={160}
      className="mt-3 rounded-lg border border-line bg-white"
    />
  );
}
