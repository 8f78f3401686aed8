import { Label, Slider, SliderOutput, SliderThumb, SliderTrack } from "react-aria-components";
import { labelClass } from "./field.tsx";

interface RangeFieldProps {
  label: string;
  value: number;
  onChange: (value: number) => void;
  range: { min: number; max: number; step: number };
  /** The value with its unit. */
  text: string;
}

/** A number of a range, chosen by a slider. */
export function RangeField({ label, value, onChange, range, text }: RangeFieldProps) {
  return (
    <Slider
      value={value}
      onChange={onChange}
      minValue={range.min}
      maxValue={range.max}
      step={range.step}
      className="flex min-w-0 flex-col gap-1.5"
    >
      <div className="flex justify-between gap-2">
        <Label className={labelClass}>{label}</Label>
        <SliderOutput className="text-sm text-quiet tabular-nums">{text}</SliderOutput>
      </div>
      <SliderTrack className="relative h-6 w-full cursor-pointer">
        {({ state }) => (
          <>
            <span className="absolute top-2.5 h-1 w-full rounded-full bg-line" />
            <span
              className="absolute top-2.5 h-1 rounded-full bg-accent"
              style={{ width: `${state.getThumbPercent(0) * 100}%` }}
            />
            <SliderThumb className="top-3 size-5 rounded-full border-2 border-accent bg-card data-focus-visible:outline-2 data-focus-visible:outline-offset-2 data-focus-visible:outline-accent" />
          </>
        )}
      </SliderTrack>
    </Slider>
  );
}
