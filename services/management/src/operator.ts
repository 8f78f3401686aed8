// The part of this service that the operator's command uses.

export { operator } from "./access/index.ts";
export {
  createAdmin,
  createOperatorDeps,
  deleteUser,
  findUsers,
  removeSecondFactor,
  setPassword,
  updateUser,
} from "./admin/index.ts";
export { recordBackup } from "./audit/index.ts";
export { countTotpSecrets, findUserByEmail, type UserRecord } from "./auth/index.ts";
export { listAllDomains, removeDomain } from "./domains/index.ts";
export { countLockKeys } from "./links/index.ts";
