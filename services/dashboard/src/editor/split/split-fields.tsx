import { Plus, Trash2 } from "lucide-react";
import { toWebAddress } from "../../home/to-web-address.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { formatPercent } from "../../messages/format.ts";
import { getTimeZone } from "../../messages/time-zone.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Select } from "../../ui/select.tsx";
import { useFieldErrors } from "../form/use-field-errors.ts";
import { editorMessages } from "../messages/index.ts";
import { toEvenWeights, toShares } from "./percent.ts";
import type { SplitForm, VariantForm } from "./split-form.ts";

const minVariants = 2;
const maxVariants = 10;

interface SplitFieldsProps {
  /** Where the split is in the form, such as `rules.2.split`. */
  path: string;
  value: SplitForm;
  onChange: (value: SplitForm) => void;
}

/** The variants of a split with their shares, its end and its winner. */
export function SplitFields({ path, value, onChange }: SplitFieldsProps) {
  const t = useMessages(editorMessages);
  const errors = useFieldErrors();
  const { variants, ends_at, winner } = value;
  const shares = toShares(variants.map(({ weight }) => weight));
  const setVariants = (next: VariantForm[]) => onChange({ ...value, variants: next });
  const even = () => {
    const weights = toEvenWeights(variants.length);
    setVariants(variants.map((variant, i) => ({ ...variant, weight: weights[i] as string })));
  };
  const named = variants.map(({ name }) => name.trim()).filter(Boolean);
  return (
    <div className="flex flex-col gap-4">
      <Shares variants={variants} shares={shares} />
      <ul className="flex flex-col gap-3">
        {variants.map((variant, i) => (
          <li key={variant.id}>
            <Variant
              path={`${path}.variants.${i}`}
              number={i + 1}
              variant={variant}
              share={shares[i] ?? 0}
              onChange={changed => setVariants(variants.map((each, at) => (at === i ? changed : each)))}
              {...(variants.length > minVariants && {
                onRemove: () => setVariants(variants.filter((_, at) => at !== i)),
              })}
            />
          </li>
        ))}
      </ul>
      {errors.at(`${path}.variants`) && (
        <p role="alert" className="text-sm text-act">
          {errors.at(`${path}.variants`)}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          size="small"
          isDisabled={variants.length >= maxVariants}
          onPress={() => setVariants([...variants, addedVariant(variants)])}
        >
          <Plus size={16} aria-hidden /> {t.addVariant}
        </Button>
        <Button size="small" onPress={even}>
          {t.evenOut}
        </Button>
      </div>
      <div className="grid items-start gap-4 @phone:grid-cols-2">
        <TextField
          label={t.splitEnd}
          hint={t.splitEndHint(getTimeZone())}
          type="datetime-local"
          value={ends_at}
          onChange={changed => onChange({ ...value, ends_at: changed })}
          error={errors.at(`${path}.ends_at`)}
        />
        {ends_at !== "" && (
          <Select
            label={t.winner}
            options={[{ value: "", label: t.heaviest }, ...named.map(name => ({ value: name, label: name }))]}
            value={named.includes(winner) ? winner : ""}
            onChange={changed => onChange({ ...value, winner: changed })}
            error={errors.at(`${path}.winner`)}
          />
        )}
      </div>
    </div>
  );
}

const colors = ["bg-chart-1", "bg-chart-2", "bg-chart-3", "bg-chart-4", "bg-chart-5"] as const;

/** A bar of the shares, for the eye; the fields say the same in numbers. */
function Shares({ variants, shares }: { variants: readonly VariantForm[]; shares: readonly number[] }) {
  return (
    <div aria-hidden className="flex h-2.5 gap-0.5 overflow-hidden rounded-full bg-sunken">
      {variants.map(({ id }, i) => (
        <div key={id} className={colors[i % colors.length]} style={{ width: `${(shares[i] ?? 0) * 100}%` }} />
      ))}
    </div>
  );
}

interface VariantProps {
  path: string;
  number: number;
  variant: VariantForm;
  share: number;
  onChange: (variant: VariantForm) => void;
  onRemove?: () => void;
}

function Variant({ path, number, variant, share, onChange, onRemove }: VariantProps) {
  const t = useMessages(editorMessages);
  const errors = useFieldErrors();
  return (
    <fieldset className="grid items-start gap-2 rounded-lg bg-sunken p-3 @phone:grid-cols-[7rem_minmax(0,1fr)_7.5rem_2rem]">
      <legend className="sr-only">{t.variant(number)}</legend>
      <TextField
        label={t.variantName}
        value={variant.name}
        onChange={name => onChange({ ...variant, name })}
        error={errors.at(`${path}.name`)}
      />
      <TextField
        label={t.destination}
        value={variant.url}
        kind="address"
        onChange={url => onChange({ ...variant, url })}
        onBlur={() => variant.url.trim() && onChange({ ...variant, url: toWebAddress(variant.url) })}
        error={errors.at(`${path}.url`)}
      />
      <TextField
        label={t.weight}
        hint={formatPercent(share)}
        inputMode="numeric"
        value={variant.weight}
        onChange={weight => onChange({ ...variant, weight })}
        error={errors.at(`${path}.weight`)}
      />
      <div className="@phone:pt-7.5">
        {onRemove && <IconButton label={t.removeVariant(number)} icon={<Trash2 size={16} />} onPress={onRemove} />}
      </div>
    </fieldset>
  );
}

function addedVariant(variants: readonly VariantForm[]): VariantForm {
  const names = new Set(variants.map(({ name }) => name.trim().toUpperCase()));
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const name = [...letters].find(letter => !names.has(letter)) ?? "";
  const id = String(Math.max(...variants.map(each => Number(each.id))) + 1);
  return { id, name, url: "", weight: "0" };
}
