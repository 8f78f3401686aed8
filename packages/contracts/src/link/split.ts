import { z } from "zod";
import { Instant, InstantText } from "../instant.ts";
import { DestinationUrl } from "../target-url.ts";
import { foldName, nameParts, PartName } from "./part-names.ts";
import type { RuleTarget } from "./setting-kinds.ts";

const minVariants = 2;
const maxVariants = 10;
const maxWeight = 1_000_000;
/** Of all URLs of a split, so that links stay small in memory and in Redis. */
const maxUrls = 32_768;

const about = {
  variants: `The variants, ${minVariants} to ${maxVariants}.`,
  name: "Name for statistics, unique in the split, at most 50 characters. By default `variant` and a number.",
  url: "Where to redirect; checked like the destination of the link.",
  weight: "Share of the visitors, in proportion to the other weights. 0 gives it none.",
  ends_at: "From then on, all visitors get the winner.",
  winner:
    "Name of the variant that all visitors get after `ends_at`. By default the first of those with the highest weight.",
};

const Variant = z
  .strictObject({
    name: PartName.optional().describe(about.name),
    url: DestinationUrl.describe(about.url),
    weight: z.int().min(0).max(maxWeight).default(1).describe(about.weight),
  })
  .meta({ id: "SplitVariant" });

/** Distributes visitors over variants. The result of a rule may be a split, too. */
export const Split = z
  .strictObject({
    variants: z.array(Variant).min(minVariants).max(maxVariants).describe(about.variants),
    ends_at: Instant.transform(time => time.toISOString())
      .nullish()
      .describe(about.ends_at),
    winner: PartName.nullish().describe(about.winner),
  })
  .transform(({ variants: given, ends_at, winner }, ctx) => {
    const variants = nameParts("variant", given, ctx, ["variants"]);
    const refuse = (message: string, field: string) => ctx.addIssue({ code: "custom", message, path: [field] });
    if (variants.every(({ weight }) => weight === 0)) refuse("needs a weight above 0", "variants");
    if (variants.reduce((length, { url }) => length + url.length, 0) > maxUrls)
      refuse(`must have URLs of at most ${maxUrls.toLocaleString("en")} characters together`, "variants");
    const won = winner ? variants.find(({ name }) => foldName(name) === foldName(winner))?.name : undefined;
    if (winner && !ends_at) refuse("needs ends_at", "winner");
    else if (winner && won === undefined) refuse("is the name of no variant", "winner");
    return { variants, ...(ends_at && { ends_at }), ...(won !== undefined && { winner: won }) };
  })
  .meta({ id: "Split" });

/** A split as stored. One of a newer release may not pass. */
export const StoredSplit = z
  .strictObject({
    variants: z
      .array(
        z.strictObject({
          name: z.string().describe(about.name),
          url: z.string().describe(about.url),
          weight: z.number().describe(about.weight),
        }),
      )
      .describe(about.variants),
    ends_at: InstantText.optional().describe(about.ends_at),
    winner: z.string().optional().describe(about.winner),
  })
  .meta({ id: "StoredSplit" });

export type LinkSplit = z.output<typeof Split>;
export type LinkVariant = LinkSplit["variants"][number];

export function targetsOfSplit({ variants }: LinkSplit): RuleTarget[] {
  return variants.map(({ url }, i) => ({ pointer: `/variants/${i}/url`, url }));
}
