import { useWatch } from "react-hook-form";
import { useMessages } from "../../messages/catalogue.ts";
import { FormText } from "../form/fields.tsx";
import type { LinkForm } from "../form/link-form.ts";
import { editorMessages } from "../messages/index.ts";
import { Pair } from "../pair.tsx";

const systems = ["ios", "android"] as const;

/** Destinations in apps for phones and tablets. */
export function AppsFields() {
  return systems.map(system => <AppFields key={system} system={system} />);
}

function AppFields({ system }: { system: (typeof systems)[number] }) {
  const t = useMessages(editorMessages);
  const [url, fallback] = useWatch<LinkForm, [`${typeof system}_url`, `${typeof system}_fallback_url`]>({
    name: [`${system}_url`, `${system}_fallback_url`],
  });
  // A web address always leads somewhere; the scheme of an app may not.
  const opensApp = /^(?!https?:)[a-z][a-z0-9+.-]*:/i.test(url.trim());
  return (
    <Pair>
      <FormText name={`${system}_url`} label={t.appUrls[system]} hint={t.appUrlHint} isAddress />
      {(opensApp || fallback !== "") && (
        <FormText name={`${system}_fallback_url`} label={t.appFallback} hint={t.appFallbackHint} isAddress />
      )}
    </Pair>
  );
}
