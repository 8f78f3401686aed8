// Prints the path of this checkout's pnpm, which is fetched if missing. The image build uses it.
import { findPnpm } from "./toolchain.mjs";

console.log(await findPnpm());
