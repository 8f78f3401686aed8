/** Variables with which a program cannot start. */
export class BadConfiguration extends Error {
  /** @param complaints each about one variable or several, without their values, which may be secrets */
  constructor(complaints: Iterable<string>) {
    super(`Bad configuration:\n${[...complaints].map(line => `  ${line}`).join("\n")}`);
  }
}

/** Returns the configuration, or ends the process with what is wrong about the variables, for the person who set them. */
export function loadOrExit<T>(load: () => T): T {
  try {
    return load();
  } catch (err) {
    if (!(err instanceof BadConfiguration)) throw err;
    process.stderr.write(`${err.message}\n`);
    process.exit(1);
  }
}
