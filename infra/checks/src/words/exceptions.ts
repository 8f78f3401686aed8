/** Right uses of words that are otherwise reported. Compared by file and by the words found. */
export const exceptions: { file: string; words: string; reason: string }[] = [];
