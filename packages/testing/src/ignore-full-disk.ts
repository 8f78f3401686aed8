/** Handler for a write that fills a disk. @throws the error if it is another one */
export function ignoreFullDisk(err: NodeJS.ErrnoException): void {
  if (err.code !== "ENOSPC") throw err;
}
