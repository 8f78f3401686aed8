import { findUnknown } from "@shunt/qr";
import { useMessages } from "../../messages/catalogue.ts";
import { ChoiceGroup } from "../../ui/choice-group.tsx";
import { TextField } from "../../ui/field.tsx";
import { qrMessages } from "../messages/index.ts";
import { choices, maxTextLength } from "../studio-design.ts";
import type { DesignFieldsProps } from "./design-fields-props.ts";

export function FrameFields({ design, onChange }: DesignFieldsProps) {
  const t = useMessages(qrMessages);
  const unknown = findUnknown(design.text ?? "");
  return (
    <div className="flex flex-col gap-4">
      <TextField
        label={t.text}
        hint={t.textHint}
        value={design.text ?? ""}
        onChange={text => onChange({ text: text.trim() ? text : undefined })}
        maxLength={maxTextLength}
        error={unknown.length > 0 ? t.textUnknown(unknown.join(" ")) : undefined}
      />
      {design.text !== undefined && (
        <ChoiceGroup
          label={t.textSide}
          value={design.text_side}
          onChange={text_side => onChange({ text_side })}
          options={choices.text_side.map(value => ({ value, label: t.textSides[value] }))}
        />
      )}
    </div>
  );
}
