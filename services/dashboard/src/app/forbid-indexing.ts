/**
 * Keeps a page whose address contains a secret out of search engines, until the returned function runs. The response says it
 * too; this is for hosts that serve the dashboard as static files.
 */
export function forbidIndexing(): () => void {
  const meta = document.createElement("meta");
  meta.name = "robots";
  meta.content = "noindex";
  document.head.append(meta);
  return () => meta.remove();
}
