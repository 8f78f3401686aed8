import { useMessages } from "../../messages/catalogue.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Card } from "../../ui/page.tsx";
import { toShortName } from "../../ui/short-name.ts";
import { editorMessages } from "../messages/index.ts";
import { QrPicture } from "./qr-picture.tsx";

/** The short URL of a saved link, to copy and to scan. */
export function ShortUrlCard({ link }: { link: { short_url: string; short_code: string } }) {
  const t = useMessages(editorMessages);
  return (
    <Card title={t.shortUrl}>
      <div className="flex items-start gap-2">
        <a href={link.short_url} className="min-w-0 flex-1 font-medium text-accent wrap-anywhere">
          {toShortName(link.short_url)}
        </a>
        <CopyButton text={link.short_url} />
      </div>
      <QrPicture link={link} />
    </Card>
  );
}
