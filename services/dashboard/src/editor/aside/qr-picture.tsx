import { isWildcardCode, toScanUrl } from "@shunt/contracts/links";
import { useMessages } from "../../messages/catalogue.ts";
import { QrImage } from "../../qr/qr-image.tsx";
import { editorMessages } from "../messages/index.ts";

const size = 160;

/** The QR code of a saved link. A wildcard stands for many URLs and has none. */
export function QrPicture({ link }: { link: { short_url: string; short_code: string } }) {
  const t = useMessages(editorMessages);
  if (isWildcardCode(link.short_code)) return null;
  return (
    <div className="mt-3">
      <QrImage text={toScanUrl(link.short_url)} label={t.qrOf(link.short_url)} size={size} />
    </div>
  );
}
