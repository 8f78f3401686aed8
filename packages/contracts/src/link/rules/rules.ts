import { z } from "zod";
import { Instant, InstantText } from "../../instant.ts";
import { DestinationUrl } from "../../target-url.ts";
import { TimeZone } from "../../time-zone.ts";
import { nameParts, PartName } from "../part-names.ts";
import type { RuleTarget } from "../setting-kinds.ts";
import { Split, StoredSplit, targetsOfSplit } from "../split.ts";
import { conditionSchema } from "./condition.ts";

export const maxRules = 50;
const maxConditions = 20;
/** Of the list as JSON, so that links stay small in memory and in Redis. */
const maxCharacters = 65_536;

const results = ["url", "split", "status"] as const;

const Condition = conditionSchema(
  Instant.transform(time => time.toISOString()),
  TimeZone.default("UTC"),
).meta({ id: "RuleCondition" });
const ShownCondition = conditionSchema(InstantText, z.string()).meta({ id: "ShownRuleCondition" });
export type RuleCondition = z.output<typeof Condition>;

const RuleStatus = z.literal([404, 410, 451]);

const about = {
  name: "Name for statistics, at most 50 characters, unique in the link. By default `rule 1`, `rule 2` and so on.",
  conditions: "All must hold.",
  url: "Where to redirect; checked like the destination of the link.",
  split: "Variants to redirect to, like the link's own `split`.",
  status: "Status of an error page, in place of a redirect.",
};

const conditions = <C extends z.ZodType>(condition: C) => z.array(condition).min(1).max(maxConditions);

const Rule = z
  .strictObject({
    name: PartName.optional().describe(about.name),
    conditions: conditions(Condition).describe(about.conditions),
    url: DestinationUrl.optional().describe(about.url),
    split: Split.optional().describe(about.split),
    status: RuleStatus.optional().describe(about.status),
  })
  .superRefine((rule, ctx) => {
    const given = results.filter(result => rule[result] !== undefined);
    if (given.length === 1) return;
    const [first, second] = given;
    ctx.addIssue({
      code: "custom",
      message: second === undefined ? `needs one of ${results.join(", ")}` : `must be omitted with ${first}`,
      path: second === undefined ? [] : [second],
    });
  })
  .meta({ id: "Rule" });

export type LinkRule = z.output<typeof Rule> & { name: string };

/** The rules of a link, in order; the first that matches decides. */
export const Rules = z
  .array(Rule)
  .min(1)
  .max(maxRules)
  .refine(rules => JSON.stringify(rules).length <= maxCharacters, {
    error: `must have at most ${maxCharacters} characters as JSON`,
  })
  .transform((rules, ctx) => nameParts("rule", rules, ctx));

/** Conditions as stored. Those of a newer release may not pass. */
export const StoredConditions = z.array(ShownCondition);

const StoredRule = z.strictObject({
  name: z.string().describe(about.name),
  conditions: StoredConditions.describe(about.conditions),
  url: z.string().optional().describe(about.url),
  split: StoredSplit.optional().describe(about.split),
  status: RuleStatus.optional().describe(about.status),
});

export const StoredRules = z.array(StoredRule);

/** Rules as stored, without a check of their conditions. */
export const StoredResults = z.array(StoredRule.extend({ conditions: z.array(z.unknown()) }));

export function targetsOfRules(rules: readonly LinkRule[]): RuleTarget[] {
  return rules.flatMap(({ url, split }, i) => {
    if (url !== undefined) return { pointer: `/${i}/url`, url };
    const variants = split === undefined ? [] : targetsOfSplit(split);
    return variants.map(target => ({ ...target, pointer: `/${i}/split${target.pointer}` }));
  });
}
