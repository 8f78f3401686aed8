import { z } from "zod";
import { TargetUrl } from "../target-url.ts";

export const PreviewPage = z
  .strictObject({ url: TargetUrl.describe("The `http` or `https` URL of the page.") })
  .meta({ id: "PreviewPage", examples: [{ url: "https://example.com/" }] });
export type PreviewPage = z.infer<typeof PreviewPage>;

export const PagePreview = z
  .object({
    url: z.string().describe("URL of the page after redirects."),
    title: z.string().nullable().describe("Title of the page, at most 500 characters; `null` if it has none."),
    description: z.string().nullable().describe("Its description, at most 1,000 characters, or `null`."),
    image: z.string().nullable().describe("URL of its picture as the page gives it, or `null`."),
  })
  .meta({ id: "PagePreview" });
export type PagePreview = z.infer<typeof PagePreview>;
