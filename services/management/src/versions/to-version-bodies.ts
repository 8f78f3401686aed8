import type { LinkSettingValues, LinkVersion, LinkVersions } from "@shunt/contracts/links";
import type { Version } from "./read-versions.ts";

export function toVersionList(versions: readonly Version[]): LinkVersions["items"] {
  return versions.map((version, i) => ({
    ...toHead(version),
    changes: (version.changed ?? []).map(field => ({
      field,
      before: toValueOf(versions[i + 1], field),
      after: toValueOf(version, field),
    })),
  }));
}

/** A version also has an owner, which is no setting: restoring a version keeps it. */
function toValueOf(version: Version | undefined, field: string): unknown {
  return field === "owner_id" ? (version?.ownerId ?? null) : toValue(version?.settings, field);
}

export function toVersionBody(version: Version, other: Version): LinkVersion {
  return {
    ...toHead(version),
    settings: version.settings,
    differences: listDifferences(version.settings, other.settings).map(field => ({
      field,
      value: toValue(version.settings, field),
      other: toValue(other.settings, field),
    })),
  };
}

/** Names of the settings in which two versions differ. */
export function listDifferences(one: LinkSettingValues, other: LinkSettingValues): string[] {
  const fields = new Set([...Object.keys(one), ...Object.keys(other)]);
  const textOf = (settings: LinkSettingValues, field: string) => JSON.stringify(toValue(settings, field));
  return [...fields].filter(field => textOf(one, field) !== textOf(other, field));
}

export function toValue(settings: LinkSettingValues | undefined, field: string): unknown {
  return settings?.[field as keyof LinkSettingValues] ?? null;
}

function toHead({ number, isCurrent, createdAt, createdBy }: Version) {
  return { number, is_current: isCurrent, created_at: createdAt.toISOString(), created_by: createdBy };
}
