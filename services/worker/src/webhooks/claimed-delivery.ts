export interface ClaimedDelivery {
  id: string;
  webhookId: string;
  workspaceId: string;
  /** Whether the webhook's last attempt failed. */
  isFailing: boolean;
  eventId: string;
  /** Includes the claimed attempt. Each claim increments it, so that a late outcome of an earlier claim is ignored. */
  attempts: number;
  url: string;
  secretSealed: Buffer;
  body: string;
}
