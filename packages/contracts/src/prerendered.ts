import type { Language } from "./api/auth.ts";
import type { Instance } from "./api/instance.ts";

/**
 * The pages of the dashboard that people see before they sign in. A build contains each as HTML too, so that browsers show it
 * before the application runs, and people without scripts can read it.
 */
export const prerenderedPaths = ["/", "/sign-in", "/register", "/forgot-password"] as const;

/** In the directory of a build. */
export const prerenderedDirectory = "prerendered";

/** Language and features of the installation: these pages look different with each. */
export interface PrerenderedFor {
  language: Language;
  instance: Pick<Instance, "registration_enabled" | "anonymous_links_enabled">;
}

/**
 * The file of a page, relative to the directory of the build, such as
 * `prerendered/de/registration-on/anonymous-links-off/sign-in.html`.
 */
export function toPrerenderedFile(
  path: (typeof prerenderedPaths)[number],
  { language, instance }: PrerenderedFor,
): string {
  const toSwitch = (isOn: boolean) => (isOn ? "on" : "off");
  const registration = `registration-${toSwitch(instance.registration_enabled)}`;
  const anonymous = `anonymous-links-${toSwitch(instance.anonymous_links_enabled)}`;
  return `${prerenderedDirectory}/${language}/${registration}/${anonymous}/${path.slice(1) || "home"}.html`;
}
