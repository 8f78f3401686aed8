import type { Express } from "express";
import { addMediaRoutes } from "./media/routes.ts";
import { addNotificationRoutes } from "./notifications/routes.ts";
import { addPeopleRoutes } from "./people/routes.ts";
import { addPostRoutes } from "./posts/routes.ts";
import type { SocialContext } from "./social-context.ts";

export function addSocialRoutes(app: Express, context: SocialContext): void {
  addPeopleRoutes(app, context);
  addPostRoutes(app, context);
  addMediaRoutes(app, context);
  addNotificationRoutes(app, context);
}
