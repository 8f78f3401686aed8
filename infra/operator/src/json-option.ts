/** Of commands whose result is for programs as well. */
export const json = { type: "boolean", default: false } as const;
