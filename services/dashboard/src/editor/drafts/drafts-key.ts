/** Where the browser keeps drafts. Apart from their store, which loads the form of the editor. */
export const draftsKey = "shunt-link-drafts";
