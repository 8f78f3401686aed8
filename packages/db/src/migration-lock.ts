/** Advisory lock of what changes the schema, with an arbitrary number, which must be the same in every version. */
export const migrationLock = 7_482_001;
