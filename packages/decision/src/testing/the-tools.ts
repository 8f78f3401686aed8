import { openTools } from "../tools.ts";

/** The tools of the services, with the free database of countries. */
export const theTools = await openTools(undefined, err => {
  throw err;
});
