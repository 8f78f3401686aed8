#!/bin/sh
# Generates the passwords of the stores once, into files of a volume that only their readers may read. Operators need not set them, and
# no environment variable holds them.
set -eu
umask 077
cd /run/secrets/shunt

random_hex() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }

# Writes a file atomically, unless it exists.
write_once() { # name, owner; reads the content
  [ -e "$1" ] && { cat >/dev/null; return; }
  cat >"$1.new"
  chown "$2" "$1.new"
  chmod 0400 "$1.new"
  mv "$1.new" "$1"
}

service=10001:10001
redis=999:999
for name in redis-password service-password; do random_hex | write_once "$name" "$service"; done
printf 'requirepass %s\n' "$(cat redis-password)" | write_once redis.conf "$redis"
printf 'postgres://shunt_service:%s@postgres:5432/shunt' "$(cat service-password)" | write_once database-url "$service"
