-- Buckets and folders of organizations. The secret is sealed with the installation's key.
create table storage (
  id text primary key,
  organization_id text not null references organization (id),
  name text not null,
  provider text not null check (provider in ('AWS', 'FOLDER')),
  endpoint text,
  region text,
  path_style boolean not null,
  access_key text,
  secret_sealed text,
  bucket text,
  folder text,
  created_at timestamptz not null,
  created_by text not null,
  unique (organization_id, name),
  check ((provider = 'AWS' and region is not null and access_key is not null and secret_sealed is not null)
    or (provider = 'FOLDER' and folder is not null))
);
