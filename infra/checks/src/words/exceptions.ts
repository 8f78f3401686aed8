/** Correct uses of reported words. Compared by file and by the words found. */
export const exceptions: { file: string; words: string; reason: string }[] = [
  { file: "packages/contracts/src/link/rules/countries.ts", words: "my", reason: "MY is Malaysia's code." },
];
