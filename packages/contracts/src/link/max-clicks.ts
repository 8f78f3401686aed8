import { z } from "zod";

/** Human clicks after which a link has expired; 1 makes a one-time link. */
export const MaxClicks = z.int().min(1).max(1_000_000_000);
