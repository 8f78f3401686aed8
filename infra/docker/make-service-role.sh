#!/bin/sh
# Creates the role of the services, or updates its password and makes it the owner of objects that an earlier version created.
set -eu
PGPASSWORD="$POSTGRES_PASSWORD" exec psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 \
  --host postgres --username shunt --dbname shunt --output /dev/null <<'SQL'
\set password `cat /run/secrets/shunt/service-password`
select set_config('shunt.service_password', :'password', false);
\i /usr/local/share/shunt/service-role.sql
SQL
