import type { Visibility } from "@shunt/contracts/social";
import { Globe, Lock, type LucideIcon, Users } from "lucide-react";
import { listAll } from "../../api/list-all.ts";

export const visibilities = listAll<Visibility>({ friends: true, public: true, private: true });

export const visibilityIcons: Record<Visibility, LucideIcon> = { friends: Users, public: Globe, private: Lock };
