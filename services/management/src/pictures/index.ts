/** What other features and the root use of pictures. */

export { withSharp } from "./with-sharp.ts";
