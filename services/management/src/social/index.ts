/** What other parts may use of the social module, also where it is switched off. */

export { deletePersonRows } from "./people/delete-person-rows.ts";
export { findPerson, setUsername } from "./people/person-store.ts";
