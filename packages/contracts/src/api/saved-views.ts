import { z } from "zod";
import { InstantText } from "../instant.ts";
import { isStorable, text, unstorable } from "../text.ts";
import { changes } from "./changes.ts";

/** The pages of the dashboard that have saved views. */
const SavedViewPage = z.enum(["links", "clicks"]).describe("`links` for the list of links, `clicks` for reports.");
export type SavedViewPage = z.infer<typeof SavedViewPage>;

const name = text({ min: 1, max: 50 }).describe(
  "Name of the view, 1 to 50 characters, unique among your views of the page regardless of case.",
);

const maxParameters = 60;
const Value = z.union([z.string().max(2_048).refine(isStorable, unstorable), z.number(), z.boolean()]);
/** As JSON, in characters. */
const maxLength = 8_192;

const search = z
  .record(z.string().min(1).max(50), z.union([Value, z.array(Value).max(50)]))
  .refine(given => Object.keys(given).length <= maxParameters, `must have at most ${maxParameters} parameters`)
  .refine(given => JSON.stringify(given).length <= maxLength, `must have at most ${maxLength} characters as JSON`)
  .describe(
    "Search parameters of the page: filters, sort and period. Parameters that a page does not know are ignored.",
  );

const example = { name: "Newsletter in Austria", search: { days: 90, country: ["AT"], utm_source: ["newsletter"] } };

export const CreateSavedView = z
  .strictObject({ page: SavedViewPage, name, search })
  .meta({ examples: [{ page: "clicks", ...example }] });
export type CreateSavedView = z.infer<typeof CreateSavedView>;

/** Omitted fields stay unchanged. */
export const UpdateSavedView = changes({ name: name.optional(), search: search.optional() }).meta({
  examples: [{ name: "Newsletter" }],
});
export type UpdateSavedView = z.infer<typeof UpdateSavedView>;

export const SavedViewParams = z.strictObject({ id: z.uuid().describe("Id of the saved view.") });

export const ListSavedViews = z.strictObject({
  page: SavedViewPage.optional().describe("Only views of this page."),
});
export type ListSavedViews = z.infer<typeof ListSavedViews>;

export const SavedView = z
  .object({
    id: z.uuid().describe("Id of the saved view."),
    page: SavedViewPage,
    name: z.string().describe("Name of the view."),
    search,
    created_at: InstantText.describe("Time of creation."),
    updated_at: InstantText.describe("Time of the last change."),
  })
  .meta({ id: "SavedView" });
export type SavedView = z.infer<typeof SavedView>;

export const SavedViews = z
  .object({ items: z.array(SavedView).describe("Your saved views, by name.") })
  .meta({ id: "SavedViews" });
export type SavedViews = z.infer<typeof SavedViews>;
