import { z } from "zod";
import { InstantText } from "../instant.ts";
import { Page, pageQuery } from "./query.ts";

const loggedMethods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
const loggedClasses = ["2xx", "3xx", "4xx", "5xx"] as const;

export const ListRequests = z.strictObject({
  key_id: z.uuid().optional().describe("Only requests with this API key, also a deleted one."),
  method: z.enum(loggedMethods).optional().describe("Only requests with this method."),
  status_class: z.enum(loggedClasses).optional().describe("Only responses with a status of this class."),
  ...pageQuery({ size: 50, maxSize: 200 }),
});
export type ListRequests = z.infer<typeof ListRequests>;

export const LoggedRequest = z
  .object({
    id: z.uuid().describe("Id of the entry."),
    at: InstantText.describe("When the request arrived."),
    key_id: z.uuid().describe("Id of the API key."),
    key_name: z.string().describe("Name of the API key, also of a deleted one."),
    method: z.enum(loggedMethods).describe("The HTTP method."),
    path: z.string().describe("The path with names in place of values, such as `/api/v1/urls/{id}`."),
    status: z.int().nullable().describe("Status of the response; `null` if the client left before it."),
    duration_ms: z.int().describe("Time until the end of the response, in milliseconds."),
    problem: z.string().nullable().describe("The `code` of the problem in the response, or `null`."),
    request_id: z.string().describe("The `X-Request-ID` of the response, to quote in reports."),
  })
  .meta({
    id: "LoggedRequest",
    examples: [
      {
        id: "019ad2b4-7c1e-7a53-9f0e-3d7b8f2c6a10",
        at: "2026-11-20T12:00:00.000Z",
        key_id: "019ad2b3-1f40-7d1b-8a6e-5c2d9e7f0b31",
        key_name: "Nightly import",
        method: "PATCH",
        path: "/api/v1/urls/{id}",
        status: 404,
        duration_ms: 6,
        problem: "link-not-found",
        request_id: "5f0c6d1e-3f7a-4b52-9a80-0d6f0e0a1b2c",
      },
    ],
  });
export type LoggedRequest = z.infer<typeof LoggedRequest>;

export const RequestPage = Page(LoggedRequest).meta({ id: "RequestPage" });
export type RequestPage = z.infer<typeof RequestPage>;
