declare module "virtual:operations" {
  export const operations: typeof import("@shunt/contracts/operations").operations;
}
