/** Problems: the errors that clients can get. */
export * from "../describe-issue.ts";
export * from "../problem.ts";
