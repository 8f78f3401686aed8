import { useMessages } from "../../messages/catalogue.ts";
import { TextArea } from "../../ui/field.tsx";
import { Card } from "../../ui/page.tsx";
import { domainMessages } from "../messages/index.ts";
import type { DomainFormState } from "./use-domain-form.ts";

const appleExample = '{ "applinks": { "details": [{ "appIDs": ["ABCDE12345.com.example.app"] }] } }';
const androidExample = '[{ "relation": ["delegate_permission/common.handle_all_urls"], "target": { … } }]';

/** The files by which phones learn which apps open the links of the domain. */
export function AppCard({ field }: DomainFormState) {
  const t = useMessages(domainMessages);
  return (
    <Card title={t.app}>
      <p className="-mt-2 mb-4 text-quiet">{t.appAbout}</p>
      <div className="grid items-start gap-4 font-mono text-sm @tablet:grid-cols-2">
        <TextArea
          {...field("apple_app_site_association")}
          label={t.appleFile}
          placeholder={appleExample}
          rows={6}
          kind="code"
        />
        <TextArea {...field("assetlinks")} label={t.androidFile} placeholder={androidExample} rows={6} kind="code" />
      </div>
    </Card>
  );
}
