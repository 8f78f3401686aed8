/** The type of an operation, and all operations of the API. */
export * from "../api/operation.ts";
export * from "../api/operations.ts";
export * from "../api/problem-codes.ts";
