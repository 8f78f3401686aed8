import { BulkCreate, BulkDelete, BulkResults, BulkUpdate } from "../bulk.ts";
import { bulkBodyBytes, type Operation } from "../operation.ts";

const bodyMediaTypes = ["application/json", "application/x-ndjson"];

export const bulkOperations = {
  createLinks: {
    method: "post",
    path: "/api/v1/urls/bulk",
    tag: "links",
    summary: "Shorten up to 10,000 URLs; each row gets its own result",
    auth: "required",
    scope: "write",
    domainScoped: true,
    limit: "bulk",
    body: BulkCreate,
    bodyMediaTypes,
    maxBodyBytes: bulkBodyBytes,
    success: { status: 200, schema: BulkResults },
    problems: [],
  },
  updateLinks: {
    method: "patch",
    path: "/api/v1/urls/bulk",
    tag: "links",
    summary: "Change up to 10,000 links; each row gets its own result",
    auth: "required",
    scope: "write",
    domainScoped: true,
    limit: "bulk",
    body: BulkUpdate,
    bodyMediaTypes,
    maxBodyBytes: bulkBodyBytes,
    success: { status: 200, schema: BulkResults },
    problems: [],
  },
  deleteLinks: {
    method: "post",
    path: "/api/v1/urls/bulk/delete",
    tag: "links",
    summary: "Delete up to 10,000 links; each row gets its own result",
    auth: "required",
    scope: "write",
    domainScoped: true,
    limit: "bulk",
    body: BulkDelete,
    bodyMediaTypes,
    maxBodyBytes: bulkBodyBytes,
    success: { status: 200, schema: BulkResults },
    problems: [],
  },
} as const satisfies Record<string, Operation>;
