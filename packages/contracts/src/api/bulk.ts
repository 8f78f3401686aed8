import { z } from "zod";
import { problems } from "../problem.ts";
import { DomainOfCode } from "./codes.ts";

/** Rows of one request. */
export const maxBulkRows = 10_000;

const Rows = z.array(z.unknown()).min(1).max(maxBulkRows);

export const BulkCreate = Rows.meta({
  description: "Each row as the body of `POST /api/v1/urls`. Or as `application/x-ndjson`, a row a line.",
  examples: [[{ original_url: "https://example.com/1", tags: ["spring"] }, { original_url: "https://example.com/2" }]],
});
export const BulkUpdate = Rows.meta({
  description: "Each row as the body of `PATCH /api/v1/urls/{id}`, with the link's `id` beside it. Or as NDJSON.",
  examples: [[{ id: "019ad2b4-7c1e-7a53-9f0e-3d7b8f2c6a10", is_active: false }]],
});
export const BulkDelete = Rows.meta({
  description: "The ids of links. Or as NDJSON, each in quotes.",
  examples: [["019ad2b4-7c1e-7a53-9f0e-3d7b8f2c6a10"]],
});

/** What became of a row; `status` is that which the request for it alone would have had. */
export const BulkResult = z.object({
  index: z.int(),
  status: z.int(),
  id: z.uuid().optional(),
  short_code: z.string().optional(),
  domain: DomainOfCode.optional(),
  short_url: z.string().optional(),
  problem: z
    .object({
      code: z.enum(Object.keys(problems) as [keyof typeof problems, ...(keyof typeof problems)[]]),
      detail: z.string(),
      errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
    })
    .optional(),
});
export type BulkResult = z.infer<typeof BulkResult>;

/** In the order of the rows. */
export const BulkResults = z
  .object({ succeeded: z.int(), failed: z.int(), results: z.array(BulkResult) })
  .meta({ id: "BulkResults" });
export type BulkResults = z.infer<typeof BulkResults>;
