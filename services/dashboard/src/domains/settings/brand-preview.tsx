import { contrastOf, pageColors, toAccent } from "@shunt/pages/accent";
import { useState } from "react";
import { atFirstUse } from "../../messages/at-first-use.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { regionalLocale } from "../../messages/locale.ts";
import { domainMessages } from "../messages/index.ts";

interface BrandPreviewProps {
  theme: "light" | "dark";
  /** `#rrggbb` */
  color: string;
  name: string;
  logoUrl: string;
}

const ratios = atFirstUse(() => new Intl.NumberFormat(regionalLocale, { maximumFractionDigits: 1 }));

/** A page for visitors in one theme, in the colours that the redirect makes of the brand's. */
export function BrandPreview({ theme, color, name, logoUrl }: BrandPreviewProps) {
  const t = useMessages(domainMessages);
  const [brokenLogo, setBrokenLogo] = useState("");
  const { page, card } = pageColors[theme];
  const { accent, onAccent } = toAccent(color, card);
  const showsLogo = logoUrl.startsWith("https://") && URL.canParse(logoUrl) && logoUrl !== brokenLogo;
  return (
    <figure className="overflow-hidden rounded-xl border border-line">
      <div className="flex flex-col gap-3 p-5" style={{ background: page, colorScheme: theme }}>
        {(showsLogo || name) && (
          <div
            className="flex items-center gap-2 px-1 font-semibold wrap-anywhere"
            style={{ color: "light-dark(#16181d, #eceef2)" }}
          >
            {showsLogo && (
              <img src={logoUrl} alt="" className="max-h-8 max-w-32" onError={() => setBrokenLogo(logoUrl)} />
            )}
            {name}
          </div>
        )}
        <div
          className="rounded-xl border-t-4 p-5"
          style={{ background: card, borderTopColor: accent, color: "light-dark(#16181d, #eceef2)" }}
        >
          <p className="text-lg font-semibold">{t.previewTitle}</p>
          <p className="mt-1 text-sm" style={{ color: "light-dark(#4b5160, #b4bac7)" }}>
            {t.previewText}
          </p>
          <p
            className="mt-3 inline-block rounded-lg px-4 py-2 text-sm font-semibold"
            style={{ background: accent, color: onAccent }}
          >
            {t.previewButton}
          </p>
        </div>
      </div>
      <figcaption className="flex flex-wrap justify-between gap-x-4 border-t border-line px-4 py-2 text-sm text-quiet">
        <span>
          {t[theme]} · {accent === color ? t.contrastAsIs : t.contrastShaded}
        </span>
        <span>{t.contrast(ratios().format(contrastOf(accent, card)))}</span>
      </figcaption>
    </figure>
  );
}
