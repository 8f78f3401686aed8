export interface InvitationSearch {
  /** Secret of the invitation, from a mail or its owner. */
  token?: string;
}

export function readInvitationSearch({ token }: Record<string, unknown>): InvitationSearch {
  return token === undefined ? {} : { token: String(token) };
}
