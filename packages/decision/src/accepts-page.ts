/** Whether the client shows pages: browsers do, and programs get problem details or JSON. */
export function acceptsPage({ accept }: { accept?: string | undefined }): boolean {
  return accept?.includes("text/html") ?? false;
}
