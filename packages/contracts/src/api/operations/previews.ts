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
    summary: "What a page says of itself: title, description and picture",
    description: "The server asks for the page, for 5 s and 512 kB at most, and follows five redirects.",
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
    summary: "Give my link the title of the page that it leads to",
    description: "412 also where somebody changes the link while the page is being fetched.",
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
