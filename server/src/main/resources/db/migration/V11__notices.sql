-- What people are told in the app. Small, outside projects, kept for 90 days.
create table notice (
  id text primary key,
  organization_id text not null references organization (id),
  email text not null,
  kind text not null,
  title text,
  text text not null,
  link text,
  project_id text,
  -- E-mail of the person who wrote it; null: the hub itself.
  sender text,
  created_at timestamptz not null,
  read_at timestamptz
);

create index notice_receiver on notice (organization_id, email, created_at desc, id desc);
create index notice_unread on notice (organization_id, email) where read_at is null;
create index notice_sender on notice (organization_id, sender, created_at) where sender is not null;
create index notice_age on notice (created_at);
