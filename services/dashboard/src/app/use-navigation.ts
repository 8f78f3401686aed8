import { useInstance } from "../api/instance.ts";
import { useMe } from "../api/me.ts";
import { type NavigationEntry, navigation } from "./navigation.ts";

/** The groups of the navigation that the account may see and the installation offers. */
export function useNavigation(): NavigationEntry[][] {
  const isAdmin = useMe()?.role === "admin";
  // Most installations have posts and friends. If their entries came late, those below would move.
  const isSocial = useInstance()?.social_enabled !== false;
  return navigation
    .map(group => group.filter(entry => (isAdmin || !entry.isForAdmins) && (isSocial || !entry.isSocial)))
    .filter(group => group.length > 0);
}
