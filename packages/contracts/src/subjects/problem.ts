/** Problems: the errors that clients can meet. */
export * from "../describe-issue.ts";
export * from "../problem.ts";
