/** Option of commands that can print their result as JSON. */
export const json = { type: "boolean", default: false } as const;
