#!/bin/sh
# Pins the registry images of docker-compose.yml: looks up the current digest of each tag and writes `NAME_IMAGE=image@digest` into
# .env, replacing such lines. Tags that move later then have no effect.
set -eu
env=${1:-.env}
compose=$(dirname "$0")/../../docker-compose.yml

sed -nE 's/.*\$\{([A-Z]+_IMAGE):-([^}]+)\}.*/\1 \2/p' "$compose" | sort -u | while read -r name image; do
  digest=$(docker buildx imagetools inspect --format '{{.Manifest.Digest}}' "$image")
  case $digest in sha256:*) ;; *) echo "$image has no digest: $digest" >&2; exit 1 ;; esac
  kept=$(grep -v "^$name=" "$env" || true)
  printf '%s\n%s=%s@%s\n' "$kept" "$name" "$image" "$digest" >"$env"
  echo "$name=$image@$digest"
done
