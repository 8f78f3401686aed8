export { toBoundedPicture } from "./to-bounded-picture.ts";
export { withSharp } from "./with-sharp.ts";
