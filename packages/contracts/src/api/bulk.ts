import { z } from "zod";
import { problems } from "../problem.ts";
import { DomainOfCode } from "./codes.ts";

export const maxBulkRows = 10_000;

const Rows = z.array(z.unknown()).min(1).max(maxBulkRows);

export const BulkCreate = Rows.meta({
  description: "Rows like the body of `POST /api/v1/urls`, as a JSON array or as NDJSON with one row per line.",
  examples: [[{ original_url: "https://example.com/1", tags: ["spring"] }, { original_url: "https://example.com/2" }]],
});
export const BulkUpdate = Rows.meta({
  description:
    "Rows like the body of `PATCH /api/v1/urls/{id}` plus the link's `id`, as a JSON array or as NDJSON with one row per line.",
  examples: [[{ id: "019ad2b4-7c1e-7a53-9f0e-3d7b8f2c6a10", is_active: false }]],
});
export const BulkDelete = Rows.meta({
  description:
    "References to links (ids, codes or short URLs), as a JSON array of strings or as NDJSON with one quoted string per line.",
  examples: [["019ad2b4-7c1e-7a53-9f0e-3d7b8f2c6a10"]],
});

export const BulkResult = z.object({
  index: z.int().describe("Position of the row in the request, from 0."),
  status: z.int().describe("The HTTP status that a request for this row alone would get."),
  id: z.uuid().optional().describe("Id of the link, if the row succeeded."),
  short_code: z.string().optional().describe("The link's primary code, if the link exists."),
  domain: DomainOfCode.optional(),
  short_url: z.string().optional().describe("The link's short URL, if the link exists."),
  problem: z
    .object({
      code: z
        .enum(Object.keys(problems) as [keyof typeof problems, ...(keyof typeof problems)[]])
        .describe("Stable code of the problem, to branch on."),
      detail: z.string().describe("Describes the error and what to do about it."),
      errors: z
        .array(
          z.object({
            pointer: z.string().describe("JSON pointer to the field within the row, such as `/tags/0`."),
            detail: z.string().describe("Describes what the field requires or accepts."),
          }),
        )
        .optional()
        .describe("The first invalid fields, for the first 1,000 failed rows."),
    })
    .optional()
    .describe("Why the row failed. Absent if it succeeded."),
});
export type BulkResult = z.infer<typeof BulkResult>;

export const BulkResults = z
  .object({
    succeeded: z.int().describe("Number of rows that succeeded."),
    failed: z.int().describe("Number of rows that failed."),
    results: z.array(BulkResult).describe("One result per row, in the order of the rows."),
  })
  .meta({ id: "BulkResults" });
export type BulkResults = z.infer<typeof BulkResults>;
