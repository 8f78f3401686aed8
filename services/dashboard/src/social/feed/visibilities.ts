import type { Visibility } from "@shunt/contracts/social";
import { Globe, Lock, type LucideIcon, Users } from "lucide-react";

export const visibilities = ["friends", "public", "private"] as const satisfies readonly Visibility[];

export const visibilityIcons: Record<Visibility, LucideIcon> = { friends: Users, public: Globe, private: Lock };
