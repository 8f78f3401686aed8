const texts = new Set<string>();

/** Announces changes that are lost when the page is left. @param text says so @returns the end of the announcement */
export function announceUnsaved(text: string): () => void {
  texts.add(text);
  return () => void texts.delete(text);
}

/** The first announced text; undefined without unsaved changes. */
export function findUnsaved(): string | undefined {
  return [...texts][0];
}
