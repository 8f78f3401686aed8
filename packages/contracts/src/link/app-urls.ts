import { z } from "zod";
import { DestinationUrl, TargetUrl } from "../target-url.ts";
import { behaviour } from "./setting-kinds.ts";

const alone = (url: string) => [{ pointer: "", url }];

/** @param device that goes there, as the API describes it */
export const appUrl = (device: string) =>
  ({
    ...behaviour(DestinationUrl, { read: z.string(), dependsOnVisitor: true, targets: alone }),
    about: `Where ${device} goes instead of \`original_url\`: a web URL that opens an app or its page in a store, or the URL of an app with a scheme that the operator allows, which a page offers to open; or \`null\`. Rules of the link come first.`,
    shownTo: "everyone",
  }) as const;

/** @param field with the URL of the app */
export const appFallbackUrl = (field: string) =>
  ({
    ...behaviour(TargetUrl, { read: z.string(), targets: alone }),
    about: `Where that page leads visitors without the app, such as its page in a store; \`null\` for \`original_url\`. Needs a \`${field}\` with the scheme of an app.`,
    shownTo: "everyone",
  }) as const;
