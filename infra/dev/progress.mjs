// Progress of the installation. Runs on the machine's own Node before anything is installed.
const linesEveryMs = 3_000;

/** Prints `Installing … 120 packages`: in a terminal as one line that changes, elsewhere as a line every three seconds. */
export class Progress {
  #title;
  #output;
  #startedAt = performance.now();
  #printedAt = performance.now();

  constructor(title, output) {
    this.#title = title;
    this.#output = output;
    this.#output.write(`${title} … `);
  }

  /** Replaces the text after the title, such as `120 packages`; undefined: nothing changed. */
  report(text) {
    if (text === undefined) return;
    if (this.#output.isTTY) this.#output.write(`\r\u001b[K${this.#title} … ${text} `);
    else if (performance.now() - this.#printedAt >= linesEveryMs) this.#output.write(`\n  ${text} `);
    else return;
    this.#printedAt = performance.now();
  }

  /** Prints the result and the duration. */
  end(result) {
    const seconds = ((performance.now() - this.#startedAt) / 1_000).toFixed(1);
    this.#output.write(`${result} after ${seconds} s\n`);
  }
}

/** Number of installed packages in the output of pnpm, such as `120 packages`; undefined before the first. */
export function readPackageCount(output) {
  const counts = [...output.matchAll(/added ([1-9]\d*)/g)];
  const count = counts.at(-1)?.[1];
  return count === undefined ? undefined : `${count} packages`;
}
