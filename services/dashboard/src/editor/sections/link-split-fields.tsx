import { useController, useFormContext } from "react-hook-form";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import type { LinkForm } from "../form/link-form.ts";
import { useFieldErrors } from "../form/use-field-errors.ts";
import { editorMessages } from "../messages/index.ts";
import { SplitFields } from "../split/split-fields.tsx";
import { newSplit } from "../split/split-form.ts";

/** Distributes visitors over several destinations. */
export function LinkSplitFields() {
  const t = useMessages(editorMessages);
  const { getValues } = useFormContext<LinkForm>();
  const { field } = useController<LinkForm, "split">({ name: "split" });
  const errors = useFieldErrors();
  if (field.value === null) {
    return (
      <div className="flex flex-wrap items-center gap-3">
        <p className="mr-auto text-quiet">{t.splitOff}</p>
        <Button onPress={() => field.onChange(newSplit(getValues("original_url")))}>{t.splitOn}</Button>
      </div>
    );
  }
  return (
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
  );
}
