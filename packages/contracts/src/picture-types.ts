/** Media types of the pictures that the API accepts, with their names. SVG is not one of them: it can contain code. */
const namesOfTypes = {
  "image/png": "PNG",
  "image/jpeg": "JPEG",
  "image/webp": "WebP",
  "image/gif": "GIF",
} as const;

export type PictureType = keyof typeof namesOfTypes;

export const pictureTypes = Object.keys(namesOfTypes) as PictureType[];

/** Names of `pictureTypes` in the same order, such as `PNG`. */
export const pictureNames: readonly string[] = Object.values(namesOfTypes);

/** `PNG, JPEG, WebP or GIF` */
export const pictureNamesInEnglish = `${pictureNames.slice(0, -1).join(", ")} or ${pictureNames.at(-1)}`;
