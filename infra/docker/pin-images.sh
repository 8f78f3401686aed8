#!/bin/sh
# Pins the images that docker-compose.yml takes from registries: asks for the digest that each tag has now, and writes
# `NAME_IMAGE=image@digest` into .env, in place of such lines that are there. Whoever moves a tag later changes nothing here.
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
