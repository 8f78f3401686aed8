/** Posts, people, pictures and notifications. */
export * from "../api/operations/social-media.ts";
export * from "../api/operations/social-notifications.ts";
export * from "../api/operations/social-people.ts";
export * from "../api/operations/social-posts.ts";
export * from "../api/social/identity.ts";
export * from "../api/social/media.ts";
export * from "../api/social/notifications.ts";
export * from "../api/social/paging.ts";
export * from "../api/social/people.ts";
export * from "../api/social/posts.ts";
export * from "../picture-types.ts";
