import { geoNaturalEarth1, geoPath } from "d3-geo";
import codes from "i18n-iso-countries/codes.json";
import { useState } from "react";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import world from "world-atlas/countries-110m.json";
import { formatNumber } from "../messages/format.ts";
import { useWidth } from "./use-width.ts";

const ratio = 0.5;
/** Without Antarctica, which has no visitors and takes a fifth of the map. */
const left = "010";
const topology = world as unknown as Topology<{ countries: GeometryCollection<{ name: string }> }>;
const countries = feature(topology, topology.objects.countries).features.filter(({ id }) => id !== left);
/** ISO 3166-1 numeric codes, which the map has, to two letters, which clicks have. */
const lettersOf = new Map(codes.map(([two, , numeric]) => [numeric, two]));

interface WorldMapProps {
  label: string;
  /** Counts by two-letter country code. */
  counts: ReadonlyMap<string, number>;
  toName: (code: string) => string;
  /** Codes of countries with an outline. */
  selected?: readonly string[];
  /** Without it, countries only show. */
  onPress?: ((code: string) => void) | undefined;
}

/** Countries, the darker the more. A press filters by the country. The list next to it is the way for keyboards. */
export function WorldMap({ label, counts, toName, selected = [], onPress }: WorldMapProps) {
  const { ref, width } = useWidth();
  const [at, setAt] = useState<string>();
  const height = Math.round(width * ratio);
  const projection = geoNaturalEarth1().fitSize([width, height], { type: "FeatureCollection", features: countries });
  const toPath = geoPath(projection);
  const highest = Math.max(1, ...counts.values());
  return (
    <div ref={ref} className="relative">
      {width > 0 && (
        <svg
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={label}
          className="print:h-auto print:max-w-full"
        >
          {countries.map((country, index) => {
            const code = lettersOf.get(String(country.id)) ?? "";
            const count = counts.get(code) ?? 0;
            // The root keeps small numbers visible beside a large one.
            const strength = count === 0 ? 0 : 15 + 85 * Math.sqrt(count / highest);
            return (
              // biome-ignore lint/a11y/noStaticElementInteractions: the list beside it is the way for keyboards
              <path
                key={country.id ?? index}
                d={toPath(country) ?? ""}
                fill={`color-mix(in oklab, var(--color-chart-1) ${strength}%, var(--color-sunken))`}
                stroke={selected.includes(code) ? "var(--color-text)" : "var(--color-card)"}
                strokeWidth={selected.includes(code) ? 1.4 : 0.6}
                className={onPress && count > 0 ? "cursor-pointer hover:stroke-text" : "hover:stroke-text"}
                onPointerEnter={() => setAt(code)}
                onPointerLeave={() => setAt(undefined)}
                onClick={() => count > 0 && onPress?.(code)}
              />
            );
          })}
        </svg>
      )}
      <p aria-hidden className="min-h-6 text-center text-sm text-quiet">
        {at && `${toName(at)}: ${formatNumber(counts.get(at) ?? 0)}`}
      </p>
    </div>
  );
}
