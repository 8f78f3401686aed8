import type { Express } from "express";
import type { SocialContext } from "../social-context.ts";

export function addPostRoutes(_app: Express, _context: SocialContext): void {}
