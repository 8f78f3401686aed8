import type { DomainRuleField } from "@shunt/contracts/domains";

type AppFile = Extract<DomainRuleField, "apple_app_site_association" | "assetlinks">;

/**
 * Paths of the files that say which apps may open links of a domain, and the setting with the content
 * (https://developer.apple.com/documentation/xcode/supporting-associated-domains,
 * https://developer.android.com/training/app-links/verify-applinks).
 */
const appFiles: ReadonlyMap<string, AppFile> = new Map([
  ["/.well-known/apple-app-site-association", "apple_app_site_association"],
  ["/.well-known/assetlinks.json", "assetlinks"],
]);

/** @param path of a request target */
export function toAppFile(path: string): AppFile | undefined {
  return appFiles.get(path);
}
