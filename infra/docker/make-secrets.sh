#!/bin/sh
# Draws what the services and the stores open each other with, once, into files that only their readers may read. They stay in a volume:
# nobody has to think of them, and no variable holds them.
set -eu
umask 077
cd /run/secrets/shunt

draw() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }

# Whole or not at all: a name is taken by a file that is finished.
keep() { # name, owner; reads the content
  [ -e "$1" ] && { cat >/dev/null; return; }
  cat >"$1.new"
  chown "$2" "$1.new"
  chmod 0400 "$1.new"
  mv "$1.new" "$1"
}

service=10001:10001
redis=999:999
for name in redis-password service-password; do draw | keep "$name" "$service"; done
printf 'requirepass %s\n' "$(cat redis-password)" | keep redis.conf "$redis"
printf 'postgres://shunt_service:%s@postgres:5432/shunt' "$(cat service-password)" | keep database-url "$service"
