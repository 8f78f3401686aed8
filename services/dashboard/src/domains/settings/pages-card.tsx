import { useMessages } from "../../messages/catalogue.ts";
import { toOptions } from "../../messages/choices.ts";
import { TextField } from "../../ui/field.tsx";
import { Card } from "../../ui/page.tsx";
import { Select } from "../../ui/select.tsx";
import { domainMessages } from "../messages/index.ts";
import type { DomainFormState } from "./use-domain-form.ts";

/** Where visitors go that no link leads on. */
export function PagesCard({ field }: DomainFormState) {
  const t = useMessages(domainMessages);
  const address = { kind: "address", placeholder: t.page } as const;
  return (
    <Card title={t.pages}>
      <p className="-mt-2 mb-4 text-quiet">{t.pagesAbout}</p>
      <div className="grid items-start gap-4 @tablet:grid-cols-2">
        <TextField {...field("root_url")} {...address} label={t.rootUrl} />
        <TextField {...field("not_found_url")} {...address} label={t.notFoundUrl} hint={t.notFoundUrlHint} />
        <TextField {...field("expired_url")} {...address} label={t.expiredUrl} />
        <Select {...field("robots")} label={t.robots} options={toOptions(t.robotsChoices)} />
      </div>
    </Card>
  );
}
