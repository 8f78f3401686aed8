/** Problems of a block that is pasted into an interactive bash or zsh with default options. */
const problems: readonly { pattern: RegExp; problem: string }[] = [
  { pattern: /(^|\s)#/m, problem: "zsh takes the words of a comment as arguments" },
  { pattern: /`/, problem: "back-quoted text is executed" },
  { pattern: /!/, problem: "an exclamation mark is replaced from the history" },
  { pattern: /(?<!\$)[*?[\]]/, problem: "zsh refuses an unquoted pattern without a matching file" },
  { pattern: /(^|\s)=\w/m, problem: "zsh replaces =word by the path of a command" },
];

/** Returns the problems of a block of shell commands. */
export function findPasteProblems(code: string): string[] {
  const active = hideQuoted(code);
  return problems.flatMap(({ pattern, problem }) => (pattern.test(active) ? [problem] : []));
}

/** Replaces quoted text by underscores. In double quotes, back-quotes and exclamation marks stay: shells interpret them there. */
function hideQuoted(code: string): string {
  return code.replaceAll(/\\.|'[^']*'|"(?:\\.|[^"\\])*"/gs, quoted =>
    quoted.startsWith('"') ? quoted.replaceAll(/\\.|[^`!\n]/gs, "_") : quoted.replaceAll(/[^\n]/g, "_"),
  );
}
