import { createDecide, openTools } from "@shunt/decision";

/** Decides as the service does, with the free database of countries. */
export const theDecide = createDecide(
  await openTools(undefined, err => {
    throw err;
  }),
);
