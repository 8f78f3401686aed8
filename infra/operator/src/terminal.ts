import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { text } from "node:stream/consumers";

/** Input and output of a command. */
export interface Terminal {
  /** Writes a line of the result to standard output. */
  print(line: string): void;
  /** Writes an error or a remark to standard error. */
  note(line: string): void;
  /** Shows the progress in place of the last one, if standard error is a terminal. An empty text clears it. */
  progress(text: string): void;
  /** Whether the operator can answer questions. */
  isInteractive: boolean;
  /** Asks a yes-or-no question. */
  confirm(question: string): Promise<boolean>;
  /** Prompts for a secret without echo, or reads the first line of a pipe. */
  readSecret(question: string): Promise<string>;
}

const progressEveryMs = 50;

export function createTerminal(): Terminal {
  const { stdin, stdout, stderr } = process;
  const isInteractive = stdin.isTTY === true && stderr.isTTY === true;
  let shownAt: number | undefined;
  const progress = (line: string) => {
    if (!stderr.isTTY) return;
    const now = performance.now();
    if (line === "" ? shownAt === undefined : now < (shownAt ?? Number.NEGATIVE_INFINITY) + progressEveryMs) return;
    shownAt = line === "" ? undefined : now;
    stderr.write(`\r\u001b[K${line}`);
  };
  return {
    print(line) {
      progress("");
      stdout.write(`${line}\n`);
    },
    note(line) {
      progress("");
      stderr.write(`${line}\n`);
    },
    progress,
    isInteractive,
    async confirm(question) {
      const answer = await ask(`${question} [y/N] `, stderr);
      return /^y(es)?$/i.test(answer.trim());
    },
    async readSecret(question) {
      if (!isInteractive) return (await text(stdin)).split(/\r?\n/)[0] ?? "";
      // Asks first, which switches the terminal's echo off: a fast answer to the question must not be shown.
      const answer = ask("", createSink());
      stderr.write(`${question}: `);
      const secret = await answer;
      stderr.write("\n");
      return secret;
    },
  };
}

/** @throws Error when the input ends before an answer */
function ask(question: string, output: NodeJS.WritableStream): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const lines = createInterface({ input: process.stdin, output, terminal: true });
  lines.once("close", () => reject(new Error("input ended before an answer")));
  lines.question(question, answer => {
    resolve(answer);
    lines.close();
  });
  return promise;
}

/** Swallows the echo of the typed secret. */
function createSink(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}
