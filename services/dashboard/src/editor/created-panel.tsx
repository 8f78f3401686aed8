import type { Link } from "@shunt/contracts/links";
import { CircleCheck } from "lucide-react";
import { useMessages } from "../messages/catalogue.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { Card, Page } from "../ui/page.tsx";
import { toReadableUrl, toShortName } from "../ui/short-name.ts";
import { QrPicture } from "./aside/qr-picture.tsx";
import { editorMessages } from "./messages/index.ts";

/** What one does with a link that was just made: copy it, scan it, or make the next. */
export function CreatedPanel({ link, onAnother }: { link: Link; onAnother: () => void }) {
  const t = useMessages(editorMessages);
  return (
    <Page title={t.created}>
      <div className="mx-auto w-full max-w-2xl">
        <Card>
          <div className="flex flex-col items-center gap-4 py-4 text-center">
            <CircleCheck size={40} className="text-ok" aria-hidden />
            <p role="status" className="text-2xl font-semibold">
              <a href={link.short_url} className="text-accent wrap-anywhere">
                {toShortName(link.short_url)}
              </a>
            </p>
            <p className="max-w-full truncate text-quiet">{toReadableUrl(link.original_url)}</p>
            <CopyButton text={link.short_url} label={t.copyShortUrl} />
            <QrPicture link={link} />
            <div className="flex flex-wrap justify-center gap-2">
              <ButtonLink to="/links">{t.toLinks}</ButtonLink>
              <ButtonLink to="/links/$id/edit" params={{ id: link.id }}>
                {t.edit}
              </ButtonLink>
              <Button look="primary" onPress={onAnother} autoFocus>
                {t.createAnother}
              </Button>
            </div>
          </div>
        </Card>
      </div>
    </Page>
  );
}
