export const peopleTabs = ["friends", "requests", "blocked"] as const;
export type PeopleTab = (typeof peopleTabs)[number];
export type RequestDirection = "received" | "sent";

export interface PeopleSearch {
  /** Friends, if missing. */
  tab?: Exclude<PeopleTab, "friends">;
  /** A username, from an invitation, for the form that sends requests. */
  add?: string;
}

export function readPeopleSearch({ tab, add }: Record<string, unknown>): PeopleSearch {
  return {
    ...((tab === "requests" || tab === "blocked") && { tab }),
    // Names of digits only arrive as numbers.
    ...((typeof add === "string" || typeof add === "number") && { add: String(add) }),
  };
}
