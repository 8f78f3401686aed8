import type { User } from "@shunt/contracts/accounts";
import type { UserRecord } from "../auth/index.ts";

export function toUserBody(user: UserRecord): User {
  return {
    id: user.id,
    email: user.email,
    full_name: user.fullName,
    role: user.role,
    is_active: user.isActive,
    is_verified: user.isVerified,
  };
}
