/** The typed client of the API. */
export * from "../client/api-error.ts";
export * from "../client/call.ts";
export * from "../client/create-client.ts";
