import { openTools } from "../tools.ts";

/** The tools of the services, with the free database of countries. */
export const theTools = await openTools({}, err => {
  throw err;
});
