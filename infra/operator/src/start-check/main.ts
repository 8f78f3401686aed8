import { findObstacles } from "./find-obstacles.ts";

/**
 * Checks for `npm start`, before anything runs, that the services could start with this environment. Prints a line for each
 * reason why not, and exits with 1 then. The arguments are URLs of stores that are started later: they are not connected to.
 */
const obstacles = await findObstacles(process.argv.slice(2));
process.stdout.write(obstacles.map(obstacle => `${obstacle}\n`).join(""));
// An attempt to connect may still be waiting; the output is a pipe, which is written at once.
process.exit(obstacles.length === 0 ? 0 : 1);
