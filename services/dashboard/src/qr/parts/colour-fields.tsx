import { useMessages } from "../../messages/catalogue.ts";
import { Switch } from "../../ui/choices.tsx";
import { Select } from "../../ui/select.tsx";
import { qrMessages } from "../messages/index.ts";
import { choices } from "../studio-design.ts";
import { ColourField } from "./colour-field.tsx";
import type { DesignFieldsProps } from "./design-fields-props.ts";

/** The second colour when a gradient is turned on. */
const firstGradient = "#7a1fa2";

export function ColourFields({ design, onChange }: DesignFieldsProps) {
  const t = useMessages(qrMessages);
  return (
    <div className="grid gap-4 @phone:grid-cols-2">
      <ColourField label={t.modules} value={design.dark} onChange={dark => onChange({ dark })} />
      <ColourField label={t.background} value={design.light} onChange={light => onChange({ light })} />
      <div className="@phone:col-span-2">
        <Switch
          isSelected={design.gradient !== undefined}
          onChange={isOn => onChange({ gradient: isOn ? firstGradient : undefined })}
        >
          {t.gradient}
        </Switch>
      </div>
      {design.gradient !== undefined && (
        <>
          <ColourField label={t.gradientColour} value={design.gradient} onChange={gradient => onChange({ gradient })} />
          <Select
            label={t.gradientDirection}
            value={design.gradient_direction}
            onChange={gradient_direction => onChange({ gradient_direction })}
            options={choices.gradient_direction.map(value => ({ value, label: t.gradientDirections[value] }))}
          />
        </>
      )}
    </div>
  );
}
