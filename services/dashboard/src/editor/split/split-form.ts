import type { LinkSplit } from "@shunt/contracts/links";
import { toWebAddress } from "../../home/to-web-address.ts";
import { toInstant, toLocalTime } from "../form/local-time.ts";
import { toNumber } from "../form/to-number.ts";

export interface VariantForm {
  /** Identifies a variant of the form while people rename and reorder it. */
  id: string;
  name: string;
  url: string;
  weight: string;
}

export interface SplitForm {
  variants: VariantForm[];
  ends_at: string;
  winner: string;
}

export function toSplitForm({ variants, ends_at, winner }: LinkSplit): SplitForm {
  return {
    variants: variants.map(({ name, url, weight }, i) => ({ id: `${i}`, name, url, weight: String(weight) })),
    ends_at: toLocalTime(ends_at),
    winner: winner ?? "",
  };
}

/** A split to begin with: everyone to the current destination, evenly over two variants. */
export function newSplit(url: string): SplitForm {
  const variants = ["A", "B"].map((name, i) => ({ id: `${i}`, name, url: i === 0 ? url : "", weight: "50" }));
  return { variants, ends_at: "", winner: "" };
}

export function writeSplit({ variants, ends_at, winner }: SplitForm) {
  const end = toInstant(ends_at);
  const names = variants.map(({ name }) => name.trim());
  return {
    variants: variants.map(({ url, weight }, i) => ({
      ...(names[i] && { name: names[i] }),
      url: toWebAddress(url),
      weight: toNumber(weight) ?? 0,
    })),
    ...(end !== null && { ends_at: end }),
    // The winner of a variant that was renamed or removed is chosen anew, as without a choice.
    ...(end !== null && winner && names.includes(winner) && { winner }),
  };
}
