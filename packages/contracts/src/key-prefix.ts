/** Prefix of every Redis key. In a hash tag it follows the brace. */
export const keyPrefix = "shunt:";
