/** A delivery that nobody else attempts meanwhile. */
export interface ClaimedDelivery {
  id: string;
  webhookId: string;
  workspaceId: string;
  /** Whether the webhook's last attempt failed. */
  isFailing: boolean;
  eventId: string;
  /** With the one that has been claimed. Whoever claims it next has a higher number, so an outcome that is late is not noted. */
  attempts: number;
  url: string;
  secretSealed: Buffer;
  body: string;
}
