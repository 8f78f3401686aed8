import { utmFields } from "@shunt/contracts/links";
import { useWatch } from "react-hook-form";
import { toWebAddress } from "../../home/to-web-address.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { FormText } from "../form/fields.tsx";
import type { LinkForm } from "../form/link-form.ts";
import { editorMessages } from "../messages/index.ts";
import { Pair } from "../pair.tsx";
import { toTaggedUrl } from "./tagged-url.ts";
import { UtmTemplatePicker } from "./utm-template-picker.tsx";

/** Marks for campaigns in the destination, with the address that results. */
export function UtmFields() {
  const t = useMessages(editorMessages);
  return (
    <>
      <UtmTemplatePicker />
      <Pair>
        {utmFields.map(field => (
          <FormText
            key={field}
            name={field}
            kind="code"
            label={t.utmFields[field].label}
            hint={t.utmFields[field].hint}
          />
        ))}
      </Pair>
      <Result />
    </>
  );
}

function Result() {
  const t = useMessages(editorMessages);
  const url = useWatch<LinkForm, "original_url">({ name: "original_url" });
  const values = useWatch<LinkForm, typeof utmFields>({ name: utmFields });
  if (url.trim() === "") return null;
  const tagged = toTaggedUrl(toWebAddress(url), Object.fromEntries(utmFields.map((field, i) => [field, values[i]])));
  return (
    <div>
      <p className="text-sm font-medium">{t.visitorsArriveAt}</p>
      <output className="mt-1 block rounded-lg bg-sunken px-3 py-2 font-mono text-sm wrap-anywhere">{tagged}</output>
    </div>
  );
}
