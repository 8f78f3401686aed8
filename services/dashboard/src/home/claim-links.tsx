import { useEffect } from "react";
import { api } from "../api/client.ts";
import { queryClient } from "../api/query-client.ts";
import { showToast } from "../ui/toast.ts";
import { dropClaims, readClaims } from "./claim-store.ts";
import { homeMessages } from "./messages/index.ts";

/** Gives the links that were shortened in this browser to the account that has just signed in. */
export function ClaimLinks() {
  useEffect(() => void claimLinks(), []);
  return null;
}

/** If the API cannot answer now, the secrets stay for the next visit. */
async function claimLinks(): Promise<void> {
  const secrets = readClaims().map(({ secret }) => secret);
  if (secrets.length === 0) return;
  const answer = await api.claimLinks({ body: { secrets } }).catch(() => undefined);
  if (!answer) return;
  // The others can never be claimed: their time is over, or another account was first.
  dropClaims(new Set(secrets));
  if (answer.succeeded === 0) return;
  void queryClient.invalidateQueries();
  const { claimed } = await homeMessages.load();
  showToast({ text: claimed(answer.succeeded) });
}
