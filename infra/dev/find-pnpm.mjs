// Prints where the pnpm of this checkout is, which is fetched if need be: for the build of images.
import { findPnpm } from "./toolchain.mjs";

console.log(await findPnpm());
