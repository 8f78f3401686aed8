export function toMediaUrl(appUrl: string, mediaId: string): string {
  return `${appUrl}/api/v1/media/${mediaId}`;
}
