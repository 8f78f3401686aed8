import { Split as SplitIcon } from "lucide-react";
import { useController, useFormContext } from "react-hook-form";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import type { LinkForm } from "../form/link-form.ts";
import { useFieldErrors } from "../form/use-field-errors.ts";
import { editorMessages } from "../messages/index.ts";
import { Section } from "../section.tsx";
import { SplitFields } from "../split/split-fields.tsx";
import { newSplit } from "../split/split-form.ts";

const fields = ["split"] as const;

/** Distributes visitors over several destinations. */
export function SplitSection() {
  const t = useMessages(editorMessages);
  const { getValues } = useFormContext<LinkForm>();
  const { field } = useController<LinkForm, "split">({ name: "split" });
  const errors = useFieldErrors();
  return (
    <Section title={t.split} about={t.splitAbout} icon={SplitIcon} fields={fields}>
      {field.value === null ? (
        <div className="flex flex-wrap items-center gap-3">
          <p className="mr-auto text-quiet">{t.splitOff}</p>
          <Button onPress={() => field.onChange(newSplit(getValues("original_url")))}>{t.splitOn}</Button>
        </div>
      ) : (
        <>
          {errors.at("split") && (
            <p role="alert" className="text-sm text-act">
              {errors.at("split")}
            </p>
          )}
          <SplitFields path="split" value={field.value} onChange={field.onChange} />
          <div>
            <Button onPress={() => field.onChange(null)}>{t.splitRemove}</Button>
          </div>
        </>
      )}
    </Section>
  );
}
