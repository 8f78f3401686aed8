import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { text } from "node:stream/consumers";

/** Where the operator sits, or a program in their place. */
export interface Terminal {
  /** A line of the result, to standard output. */
  print(line: string): void;
  /** A line that is no result, to standard error. */
  note(line: string): void;
  /** How far it is, in place of what was told before; only where somebody watches. Nothing takes it away. */
  progress(text: string): void;
  /** Whether somebody is there to be asked. */
  isInteractive: boolean;
  /** Asks a question to be answered with y or n. */
  confirm(question: string): Promise<boolean>;
  /** Asks for what nobody is to see, or takes it from a pipe: its first line. */
  readSecret(question: string): Promise<string>;
}

/** Nobody reads faster. */
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
      stderr.write(`${question}: `);
      const secret = await ask("", toNowhere());
      stderr.write("\n");
      return secret;
    },
  };
}

/** @throws Error when the operator ends it instead */
function ask(question: string, output: NodeJS.WritableStream): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const lines = createInterface({ input: process.stdin, output, terminal: true });
  lines.once("close", () => reject(new Error("not answered")));
  lines.question(question, answer => {
    resolve(answer);
    lines.close();
  });
  return promise;
}

/** What is typed would be echoed there. */
function toNowhere(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}
