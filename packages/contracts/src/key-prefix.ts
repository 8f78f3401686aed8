/** The beginning of every key in Redis. In a hash tag it stands behind the brace. */
export const keyPrefix = "shunt:";
