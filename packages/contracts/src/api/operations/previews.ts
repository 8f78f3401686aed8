import { LinkQuery } from "../codes.ts";
import { LinkParams } from "../link-ref.ts";
import { Link } from "../links.ts";
import type { Operation } from "../operation.ts";
import { PagePreview, PreviewPage } from "../previews.ts";

export const previewsOperations = {
  previewPage: {
    method: "post",
    path: "/api/v1/urls/preview",
    tag: "links",
    summary: "Read title, description and picture of a page",
    description: "The server fetches the page itself: at most 512 kB in 5 s, over at most five redirects.",
    auth: "required",
    scope: "write",
    limit: "preview",
    body: PreviewPage,
    success: { status: 200, schema: PagePreview },
    problems: ["target-refused", "page-not-fetched"],
  },
  fetchTitle: {
    method: "post",
    path: "/api/v1/urls/:id/title",
    tag: "links",
    summary: "Set the title of your link to the title of its page",
    description: "Returns 412 if the link changes while the page is being fetched.",
    auth: "required",
    scope: "write",
    domainScoped: true,
    limit: "preview",
    honoursIfMatch: true,
    params: LinkParams,
    query: LinkQuery,
    success: { status: 200, schema: Link },
    problems: ["forbidden", "link-not-found", "target-refused", "page-not-fetched"],
  },
} as const satisfies Record<string, Operation>;
