import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const compress = promisify(brotliCompress);
const compressible = /\.(js|css|html|svg|json)$/;

/** Writes a `.br` file next to each text file of a build, so that no request waits for compression. @param quality 0 to 11 */
export async function compressFiles(directory: string, quality: number): Promise<void> {
  const names = await readdir(directory, { recursive: true });
  await Promise.all(
    names.filter(name => compressible.test(name)).map(name => compressFile(join(directory, name), quality)),
  );
}

async function compressFile(path: string, quality: number): Promise<void> {
  const params = { [constants.BROTLI_PARAM_QUALITY]: quality };
  await writeFile(`${path}.br`, await compress(await readFile(path), { params }));
}
