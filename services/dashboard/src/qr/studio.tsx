import { type Link, toScanUrl } from "@shunt/contracts/links";
import { drawQr, toSvg } from "@shunt/qr";
import { RotateCcw } from "lucide-react";
import { useMemo, useState } from "react";
import { useMessages } from "../messages/catalogue.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/page.tsx";
import { listAdvice } from "./list-advice.ts";
import { qrMessages } from "./messages/index.ts";
import { DesignFields } from "./parts/design-fields.tsx";
import { DownloadButtons } from "./parts/download-buttons.tsx";
import { SavedDesigns } from "./parts/saved-designs.tsx";
import { VerdictNotice } from "./parts/verdict-notice.tsx";
import { listDesigns } from "./save/design-store.ts";
import { defaultDesign } from "./studio-design.ts";
import { toPictureUrl } from "./to-picture-url.ts";
import { useVerdict } from "./use-verdict.ts";

/** The fields of a design beside the picture that they make. */
export function Studio({ link, accountId }: { link: Pick<Link, "short_url" | "short_code">; accountId: string }) {
  const t = useMessages(qrMessages);
  const [design, setDesign] = useState(() => listDesigns(localStorage, accountId)[0]?.design ?? defaultDesign);
  const text = toScanUrl(link.short_url);
  const drawing = useMemo(() => drawQr(text, design, { hasLogo: design.logo !== undefined }), [text, design]);
  const svg = useMemo(() => toSvg(drawing, { size: design.size, logo: design.logo }), [drawing, design]);
  const verdict = useVerdict(drawing, text, design.logo);
  const fileName = `qr-${link.short_code.replaceAll(/[^\w.-]+/g, "-")}`;
  return (
    <div className="grid items-start gap-4 @tablet:grid-cols-[minmax(0,1fr)_20rem] @desk:grid-cols-[minmax(0,1fr)_24rem]">
      <div className="@tablet:sticky @tablet:top-4 @tablet:order-2">
        <Card>
          <div className="flex flex-col gap-4">
            <div className="flex justify-center rounded-xl border border-line bg-sunken p-4">
              <img
                src={toPictureUrl(svg)}
                alt={t.picture(link.short_url)}
                className="max-h-[22rem] w-auto max-w-full rounded-md"
              />
            </div>
            <div className="print:hidden">
              <VerdictNotice verdict={verdict} advice={listAdvice(design, drawing)} />
            </div>
            <DownloadButtons drawing={drawing} design={design} text={text} verdict={verdict} fileName={fileName} />
          </div>
        </Card>
      </div>
      <div className="flex print:hidden min-w-0 flex-col gap-4">
        <DesignFields design={design} onChange={changes => setDesign({ ...design, ...changes })} />
        <SavedDesigns accountId={accountId} design={design} text={text} onUse={setDesign} />
        <div>
          <Button look="quiet" onPress={() => setDesign(defaultDesign)}>
            <RotateCcw size={16} aria-hidden /> {t.startOver}
          </Button>
        </div>
      </div>
    </div>
  );
}
