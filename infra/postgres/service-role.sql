-- Creates the role of the services. It owns the database and everything of Shunt in it, and has no other rights on the server.
-- Run as a superuser in the services' database, after setting `shunt.service_password` in the session. Running it again is safe.
-- The file must not contain empty lines: a server in single-user mode takes one as the end of a statement.
do $$
declare
  statement text;
begin
  if not exists (select from pg_roles where rolname = 'shunt_service') then
    create role shunt_service;
  end if;
  execute format(
    'alter role shunt_service login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password %L',
    current_setting('shunt.service_password'));
  execute format('alter database %I owner to shunt_service', current_database());
  -- Objects that earlier versions created as a superuser. Members of extensions keep their owner; sequences of columns follow the table.
  for statement in
    with ours as (
      select oid, nspname, nspowner from pg_namespace
      where nspname !~ '^pg_' and nspname <> 'information_schema'
    ), bound as (
      select objid from pg_depend where deptype = 'e'
      union all
      select objid from pg_depend where classid = 'pg_class'::regclass and deptype in ('a', 'i') and refobjsubid > 0
    )
    select format('alter schema %I owner to shunt_service', nspname) from ours
      where nspname <> 'public' and nspowner <> 'shunt_service'::regrole
    union all
    select format('alter %s %s owner to shunt_service',
        case relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence' else 'table' end,
        pg_class.oid::regclass)
      from pg_class join ours on ours.oid = relnamespace
      where relkind in ('r', 'p', 'v', 'm', 'S') and relowner <> 'shunt_service'::regrole
        and pg_class.oid not in (select objid from bound)
    union all
    select format('alter routine %s owner to shunt_service', pg_proc.oid::regprocedure)
      from pg_proc join ours on ours.oid = pronamespace
      where proowner <> 'shunt_service'::regrole and pg_proc.oid not in (select objid from bound)
    union all
    select format('alter type %s owner to shunt_service', pg_type.oid::regtype)
      from pg_type join ours on ours.oid = typnamespace
      where typtype in ('e', 'd') and typowner <> 'shunt_service'::regrole and pg_type.oid not in (select objid from bound)
  loop
    execute statement;
  end loop;
end
$$;
