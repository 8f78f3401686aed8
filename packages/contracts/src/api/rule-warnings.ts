import { z } from "zod";
import { Rules } from "../link/rules/rules.ts";
import { Split } from "../link/split.ts";
import { DestinationUrl } from "../target-url.ts";

/** The rules of a link to check, with its own results, in the form of its settings. */
export const LintRules = z
  .strictObject({
    rules: Rules.describe("Rules in order, as in a link."),
    split: Split.nullish().describe("The `split` of the link itself, or `null`."),
    original_url: DestinationUrl.optional().describe("The destination of the link itself."),
  })
  .meta({
    id: "LintRules",
    examples: [
      {
        rules: [
          { conditions: [{ fact: "country", operator: "in", value: ["DE", "AT"] }], url: "https://example.com/de" },
          { conditions: [{ fact: "country", operator: "equals", value: "AT" }], url: "https://example.com/at" },
        ],
      },
    ],
  });

export const ruleWarningCodes = ["contradiction", "unreachable", "redundant", "same-result"] as const;

const RuleWarning = z
  .object({
    pointer: z.string().describe("JSON pointer to the rule or condition, such as `/rules/2/conditions/0`."),
    code: z
      .enum(ruleWarningCodes)
      .describe(
        "`contradiction`: no visit meets the conditions of the rule. `unreachable`: an earlier rule matches each visit that the rule matches. `redundant`: another condition of the rule implies this one. `same-result`: the last rule does what the link does without it.",
      ),
    message: z.string().describe("Explanation for people."),
  })
  .meta({ id: "RuleWarning" });
export type RuleWarning = z.output<typeof RuleWarning>;

export const RuleWarnings = z.array(RuleWarning).describe("Rules and conditions that change nothing, in order.");

export const RuleLint = z.object({ warnings: RuleWarnings }).meta({
  id: "RuleLint",
  examples: [
    {
      warnings: [
        {
          pointer: "/rules/1",
          code: "unreachable",
          message: 'Each visit that meets this rule meets the earlier rule "rule 1" (/rules/0).',
        },
      ],
    },
  ],
});
