/** The OpenAPI description of all operations. */
export * from "../api/openapi.ts";
