import { useInstance } from "../api/instance.ts";
import { useMe } from "../api/me.ts";
import { type NavigationEntry, navigation } from "./navigation.ts";

/** The groups of the navigation that the account may see and the installation offers. */
export function useNavigation(): NavigationEntry[][] {
  const isAdmin = useMe()?.role === "admin";
  const isSocial = useInstance()?.social_enabled === true;
  return navigation
    .map(group => group.filter(entry => (isAdmin || !entry.isForAdmins) && (isSocial || !entry.isSocial)))
    .filter(group => group.length > 0);
}
