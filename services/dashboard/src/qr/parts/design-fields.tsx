import { useMessages } from "../../messages/catalogue.ts";
import { ChoiceGroup } from "../../ui/choice-group.tsx";
import { Card } from "../../ui/page.tsx";
import { RangeField } from "../../ui/range-field.tsx";
import { Select } from "../../ui/select.tsx";
import { qrMessages } from "../messages/index.ts";
import { choices, margins, sizes } from "../studio-design.ts";
import { ColourFields } from "./colour-fields.tsx";
import type { DesignFieldsProps } from "./design-fields-props.ts";
import { FrameFields } from "./frame-fields.tsx";
import { LogoField } from "./logo-field.tsx";
import { cornerIcons, dotIcons } from "./style-icons.tsx";

/** All that can be changed about a design. */
export function DesignFields({ design, onChange }: DesignFieldsProps) {
  const t = useMessages(qrMessages);
  return (
    <>
      <Card title={t.shapes}>
        <div className="flex flex-col gap-4">
          <ChoiceGroup
            label={t.dots}
            value={design.dots}
            onChange={dots => onChange({ dots })}
            options={choices.dots.map(value => ({ value, label: t.dotStyles[value], icon: dotIcons[value] }))}
          />
          <ChoiceGroup
            label={t.corners}
            value={design.corners}
            onChange={corners => onChange({ corners })}
            options={choices.corners.map(value => ({ value, label: t.cornerStyles[value], icon: cornerIcons[value] }))}
          />
        </div>
      </Card>
      <Card title={t.colours}>
        <ColourFields design={design} onChange={onChange} />
      </Card>
      <Card title={t.logo}>
        <LogoField logo={design.logo} onChange={logo => onChange({ logo })} />
      </Card>
      <Card title={t.frame}>
        <FrameFields design={design} onChange={onChange} />
      </Card>
      <Card title={t.details}>
        <div className="grid gap-4 @phone:grid-cols-2">
          <RangeField
            label={t.size}
            value={design.size}
            onChange={size => onChange({ size })}
            range={sizes}
            text={t.sizeValue(design.size)}
          />
          <RangeField
            label={t.margin}
            value={design.margin}
            onChange={margin => onChange({ margin })}
            range={margins}
            text={t.marginValue(design.margin)}
          />
          <Select
            label={t.ecc}
            hint={design.logo ? t.eccOfLogo : t.eccHint}
            value={design.logo ? "H" : design.ecc}
            onChange={ecc => onChange({ ecc })}
            isDisabled={design.logo !== undefined}
            options={choices.ecc.map(value => ({ value, label: t.eccLevels[value] }))}
          />
        </div>
      </Card>
    </>
  );
}
