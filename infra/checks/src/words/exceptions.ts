/** Correct uses of reported words. Compared by file and by the words found. */
export const exceptions: { file: string; words: string; reason: string }[] = [];
