import { z } from "zod";
import { TargetUrl } from "../target-url.ts";

export const PreviewPage = z
  .strictObject({ url: TargetUrl })
  .meta({ id: "PreviewPage", examples: [{ url: "https://example.com/" }] });
export type PreviewPage = z.infer<typeof PreviewPage>;

/** What a page says of itself. */
export const PagePreview = z
  .object({
    url: z.string().meta({ description: "Where the page was found, after redirects." }),
    title: z.string().nullable().meta({ description: "500 characters at most." }),
    description: z.string().nullable().meta({ description: "1,000 characters at most." }),
    image: z.string().nullable().meta({ description: "The address of a picture, as the page names it." }),
  })
  .meta({ id: "PagePreview" });
export type PagePreview = z.infer<typeof PagePreview>;
