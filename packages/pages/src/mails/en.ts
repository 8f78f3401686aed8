import type { WorkspaceRole } from "@shunt/contracts/roles";

/** A mail without its recipient. */
export interface MailText {
  subject: string;
  text: string;
}

/** Where the service is, by which a reader knows what the mail is about. */
interface Service {
  appUrl: string;
}

/** @param page the address of the page that the mail is for */
export interface WithPage extends Service {
  page: string;
}

export type SignInChange =
  | "password-changed"
  | "password-reset"
  | "totp-enabled"
  | "totp-disabled"
  | "recovery-code-used"
  | "recovery-codes-replaced";

const signInChanges: Record<SignInChange, string> = {
  "password-changed": "Your password was changed. All other sessions have ended.",
  "password-reset":
    "Your password was reset with a link that was sent to this address. All sessions and shared reports have ended, all API keys " +
    "are deleted and all webhooks are disabled. Enable the webhooks that are yours.",
  "totp-enabled": "Two-factor authentication was enabled.",
  "totp-disabled": "Two-factor authentication was disabled.",
  "recovery-code-used": "A recovery code was used to sign in. It cannot be used again.",
  "recovery-codes-replaced": "New recovery codes were created. The old ones no longer work.",
};

const roles: Record<WorkspaceRole, string> = { owner: "owner", admin: "admin", editor: "editor", viewer: "viewer" };

export interface Invited extends WithPage {
  /** A name that someone chose, as one line. */
  invitedBy: string;
  /** As one line. */
  workspace: string;
  role: WorkspaceRole;
}

export interface DisabledWebhook extends WithPage {
  url: string;
  reason: string;
}

export type ReleaseCause = "verified elsewhere" | "removed by an administrator";

export interface ReleasedDomain extends Service {
  host: string;
  links: number;
  cause: ReleaseCause;
}

export interface RestrictedLink {
  kind: "blocked" | "unsafe";
  shortUrl: string;
  targetUrl: string;
  reason: string | null;
}

export interface RestrictedLinks extends Service {
  /** At least one. The mail names some of them. */
  count: number;
  named: readonly RestrictedLink[];
}

const releaseCauses: Record<ReleaseCause, string> = {
  "verified elsewhere": "another workspace has proved by DNS that the domain is its own",
  "removed by an administrator": "an administrator has removed it",
};

const restrictions: Record<RestrictedLink["kind"], { done: string; effect: string }> = {
  blocked: { done: "blocked", effect: "blocked: visitors get an error page instead of the destination" },
  unsafe: { done: "marked as unsafe", effect: "marked as unsafe: visitors get a warning before the destination" },
};

/** The mails to people with an account, and invitations. */
export const en = {
  verifyEmail: ({ appUrl, page, hours }: WithPage & { hours: number }): MailText => ({
    subject: "Confirm your e-mail address",
    text: `An account at ${appUrl} was registered with this e-mail address.

If it is yours, open this page to confirm the address:

${page}

The link works once and expires in ${hours} hours.

If you did not register, ignore this mail.
`,
  }),
  knownAddress: ({ appUrl }: Service): MailText => ({
    subject: "You already have an account",
    text: `This e-mail address was entered at ${appUrl}, to register or as the new address of an account. It already belongs to your \
account, and nothing has changed.

If it was you, sign in as usual, or reset your password if you have forgotten it. If it was not, there is nothing to do.
`,
  }),
  resetPassword: ({ appUrl, page }: WithPage): MailText => ({
    subject: "Reset your password",
    text: `A password reset was requested for your account at ${appUrl}.

To choose a new password, open this page:

${page}

The link works once and expires in one hour. A new password signs you out everywhere, ends your shared reports, deletes your \
API keys and disables your webhooks.

If you did not request this, ignore this mail: your password stays the same.
`,
  }),
  confirmNewEmail: ({ appUrl, page }: WithPage): MailText => ({
    subject: "Confirm your new e-mail address",
    text: `An account at ${appUrl} wants to use this e-mail address.

To confirm the address, open this page:

${page}

The link works once and expires in 24 hours, or earlier if you sign out of the session that requested the change.

If you did not request this, ignore this mail: nothing will change.
`,
  }),
  emailChanges: ({ appUrl }: Service): MailText => ({
    subject: "Your e-mail address is about to change",
    text: `A new e-mail address was requested for your account at ${appUrl}, from a signed-in session and with your password. \
The address changes when the new one is confirmed.

If it was you, there is nothing to do. If it was not, reset your password now: this also cancels the change.
`,
  }),
  emailChanged: ({ appUrl }: Service): MailText => ({
    subject: "Your e-mail address was changed",
    text: `The e-mail address of your account at ${appUrl} was changed. This address no longer belongs to the account.

If it was not you, contact an administrator of this service at once: you can no longer reset the password with this address.
`,
  }),
  signInChanged: ({ appUrl, email, change }: Service & { email: string; change: SignInChange }): MailText => ({
    subject: "Security notice for your account",
    text: `${signInChanges[change]}

This is about the account ${email} at ${appUrl}.

If it was you, there is nothing to do. If it was not, reset your password now and contact an administrator of this service.
`,
  }),
  invitation: ({ appUrl, page, invitedBy, workspace, role }: Invited): MailText => ({
    subject: `${invitedBy} invites you to ${workspace}`,
    text: `${invitedBy} invites you to the workspace "${workspace}" at ${appUrl}, with the role ${roles[role]}.

To join, open this page, and sign in or create an account with this e-mail address:

${page}

The link works once and expires in seven days.

If you do not know who this is, ignore this mail.
`,
  }),
  domainReleased: ({ appUrl, host, links, cause }: ReleasedDomain): MailText => ({
    subject: `Your workspace no longer has the domain ${host}`,
    text: `Your workspace at ${appUrl} no longer has the domain ${host}: ${releaseCauses[cause]}.

${links === 0 ? "It had no links." : `Number of links on it: ${links}. They are still in your workspace with their statistics, but visitors cannot open them.`}

If the domain is yours, add it again and set its DNS record.${links === 0 ? "" : " Your links on it then work again."}
`,
  }),
  webhookDisabled: ({ page, url, reason }: DisabledWebhook): MailText => ({
    subject: `Your webhook to ${new URL(url).host} has been disabled`,
    text: `Your webhook ${url} has been disabled.

Reason: ${reason}. New events are not sent to it.

When its receiver works again, enable the webhook:

${page}

Pending deliveries are then sent, unless they are older than three days. You can also send failed ones again there.
`,
  }),
  /** For an address that is not confirmed: a stranger may have registered it, and chosen the names and destinations of links. */
  unnamedLinksRestricted: ({ appUrl }: Service): MailText => ({
    subject: "Links were blocked or marked as unsafe",
    text: `An administrator or a list of harmful pages has restricted links of an account at ${appUrl} that was registered with this e-mail \
address.

If the account is yours, sign in: the list of links shows which ones. Nothing was deleted. If you think that this is a mistake, \
contact an administrator of this service.

If you did not register, ignore this mail.
`,
  }),
  linksRestricted: ({ appUrl, count, named }: RestrictedLinks): MailText => {
    const [first] = named as [RestrictedLink];
    const entries = named.map(
      ({ kind, shortUrl, targetUrl, reason }) => `${shortUrl}
  leads to ${targetUrl}
  ${restrictions[kind].effect}
  Reason: ${reason ?? "not given"}
`,
    );
    const more = count - named.length;
    return {
      subject:
        count === 1
          ? `Your link ${first.shortUrl} was ${restrictions[first.kind].done}`
          : `${count} of your links were blocked or marked as unsafe`,
      text: `An administrator or a list of harmful pages has restricted links of your account at ${appUrl}.

${entries.join("\n")}${more > 0 ? `\n… and ${more} more. The list of links shows them all.\n` : ""}
Nothing was deleted. If you think that this is a mistake, contact an administrator of this service.
`,
    };
  },
};

export type MailTexts = typeof en;
