import { useWatch } from "react-hook-form";
import { useMessages } from "../../messages/catalogue.ts";
import { Card } from "../../ui/page.tsx";
import { FormSwitch, FormText } from "../form/fields.tsx";
import type { LinkForm } from "../form/link-form.ts";
import { editorMessages } from "../messages/index.ts";
import { DestinationCheck } from "./destination-check.tsx";
import { PlaceholderTable } from "./placeholder-table.tsx";

/** Where the link leads, with a look at the page there. */
export function DestinationSection({ isNew }: { isNew: boolean }) {
  const t = useMessages(editorMessages);
  const hasPlaceholders = useWatch<LinkForm, "placeholders">({ name: "placeholders" });
  return (
    <Card>
      <div className="flex flex-col gap-4">
        <FormText
          name="original_url"
          label={t.destination}
          placeholder="https://example.com/autumn/sale"
          isAddress
          isRequired
          autoFocus={isNew}
        />
        <DestinationCheck isNew={isNew} />
        <FormSwitch name="placeholders" label={t.placeholders} hint={t.placeholdersHint} />
        {hasPlaceholders && <PlaceholderTable />}
      </div>
    </Card>
  );
}
