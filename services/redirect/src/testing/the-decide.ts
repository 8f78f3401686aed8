import { createDecide, openTools } from "@shunt/decision";

/** The tools of the service, with the free database of countries. */
export const theTools = await openTools({}, err => {
  throw err;
});

/** Decides as the service does. */
export const theDecide = createDecide(theTools);
