import { plainColor } from "@shunt/pages/accent";
import { useMessages } from "../../messages/catalogue.ts";
import { TextField } from "../../ui/field.tsx";
import { Card } from "../../ui/page.tsx";
import { domainMessages } from "../messages/index.ts";
import { BrandPreview } from "./brand-preview.tsx";
import type { DomainFormState } from "./use-domain-form.ts";

const isColor = (text: string) => /^#[0-9a-f]{6}$/i.test(text.trim());

/** The look of the pages that visitors see, with a preview in both themes. */
export function BrandCard({ field, form }: DomainFormState) {
  const t = useMessages(domainMessages);
  const color = field("brand_color");
  const shown = isColor(form.brand_color) ? form.brand_color.trim().toLowerCase() : plainColor;
  return (
    <Card title={t.brand}>
      <p className="-mt-2 mb-4 text-quiet">{t.brandAbout}</p>
      <div className="grid items-start gap-4 @tablet:grid-cols-2">
        <TextField {...field("brand_name")} label={t.brandName} hint={t.brandNameHint} maxLength={60} />
        <TextField {...field("brand_logo_url")} label={t.brandLogo} hint={t.brandLogoHint} kind="address" />
        <TextField
          {...color}
          label={t.brandColor}
          hint={t.brandColorHint}
          kind="code"
          suffix={
            <input
              type="color"
              aria-label={t.chooseColor}
              value={shown}
              onChange={event => color.onChange(event.target.value)}
              className="size-8 cursor-pointer rounded-md border border-line bg-card p-0.5"
            />
          }
        />
      </div>
      <div className="mt-5 grid gap-4 @tablet:grid-cols-2">
        {(["light", "dark"] as const).map(theme => (
          <BrandPreview
            key={theme}
            theme={theme}
            color={shown}
            name={form.brand_name.trim()}
            logoUrl={form.brand_logo_url.trim()}
          />
        ))}
      </div>
    </Card>
  );
}
