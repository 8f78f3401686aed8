export { withSharp } from "./with-sharp.ts";
