-- Organizations, people and sign-in. These tables are small and the same for every project.

create table organization (
  id text primary key,
  name text not null,
  owner_email text not null,
  created_at timestamptz not null
);

-- Users are named by their e-mail, lower case, in everything that happens inside projects.
create table account (
  id text primary key,
  email text not null unique check (email = lower(email)),
  name text not null,
  password_hash text not null,
  created_at timestamptz not null,
  last_active_at timestamptz
);

create table organization_member (
  organization_id text not null references organization (id),
  account_id text not null references account (id),
  role text not null check (role in ('OWNER', 'ADMIN', 'MEMBER')),
  created_at timestamptz not null,
  primary key (organization_id, account_id)
);

create index organization_member_account on organization_member (account_id);

-- Only hashes: a key is shown once and never again. One live key per user and organization.
create table api_key (
  id text primary key,
  account_id text not null references account (id),
  organization_id text not null references organization (id),
  hash bytea not null unique,
  prefix text not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  unique (account_id, organization_id)
);

create table web_session (
  hash bytea primary key,
  account_id text not null references account (id),
  organization_id text not null references organization (id),
  created_at timestamptz not null,
  expires_at timestamptz not null
);

create index web_session_account on web_session (account_id);
create index web_session_expiry on web_session (expires_at);

create table invite (
  id text primary key,
  organization_id text not null references organization (id),
  email text not null check (email = lower(email)),
  role text not null check (role in ('ADMIN', 'MEMBER')),
  project_assignments json not null,
  -- Sealed: administrators can copy the link again, a dump of the database can not.
  token_sealed text not null,
  token_hash bytea not null unique,
  status text not null check (status in ('Pending', 'Accepted', 'Revoked')),
  created_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);

create unique index invite_pending on invite (organization_id, email) where status = 'Pending';

-- Facts about the installation as a whole, such as the hash of the first-run token.
create table installation (
  name text primary key,
  value text not null
);

create sequence node_number;

-- Projects. The row itself is small; everything inside a project leads its key with project_key,
-- so the tables can be spread over machines by it.

create sequence project_key as int;

create table project (
  id text primary key,
  project_key int not null unique,
  organization_id text not null references organization (id),
  name text not null check (name <> ''),
  description text not null,
  type text not null,
  owner_email text not null,
  owner_account_id text not null,
  -- The remaining settings of the project object, as one JSON object.
  settings json not null,
  category_schema json not null,
  category_schema_revision int not null,
  stages json not null,
  workflow_revision int not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz
);

create index project_organization on project (organization_id, created_at desc, id) where deleted_at is null;

create table project_member (
  project_key int not null,
  email text not null,
  role text not null check (role in ('LABELER', 'REVIEWER', 'LEAD', 'MANAGER')),
  created_at timestamptz not null,
  primary key (project_key, email)
);

create table category_schema_revision (
  project_key int not null,
  revision int not null,
  content json not null,
  created_at timestamptz not null,
  created_by text not null,
  primary key (project_key, revision)
);

create table workflow_revision (
  project_key int not null,
  revision int not null,
  content json not null,
  created_at timestamptz not null,
  created_by text not null,
  primary key (project_key, revision)
);

create table batch (
  project_key int not null,
  id text not null,
  name text not null,
  description text,
  color text,
  created_at timestamptz not null,
  primary key (project_key, id),
  unique (project_key, name)
);

-- Assets and tasks. The external id and the batches of an asset are repeated on its tasks: every
-- filter of the task list and of the queue is then answered by one table.

create table asset (
  project_key int not null,
  id text not null,
  external_id text not null,
  -- STORED: content is a key in the object store; LINK: a URL elsewhere; INLINE: the text itself.
  kind text not null check (kind in ('STORED', 'LINK', 'INLINE')),
  content text not null,
  size bigint,
  metadata json not null,
  context_data json,
  attachments json not null,
  batch_ids text[] not null,
  is_pre_labeled boolean not null default false,
  priority int not null,
  created_at timestamptz not null,
  created_by text not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (project_key, id)
);

create index asset_external_id on asset (project_key, external_id) where deleted_at is null;
create index asset_content on asset (project_key, md5(content)) where deleted_at is null;
-- External ids without folders and extension, lower case: files of other programs rarely name both alike.
create index asset_stem on asset (project_key,
  lower(regexp_replace(regexp_replace(external_id, '^.*[/\\]', ''), '\.[^.]*$', ''))) where deleted_at is null;
create index asset_created on asset (project_key, created_at desc, id desc) where deleted_at is null;
create index asset_batches on asset using gin (batch_ids) where deleted_at is null;

create table task (
  project_key int not null,
  id text not null,
  asset_id text not null,
  external_id text not null,
  batch_ids text[] not null,
  type text not null default 'default',
  stage_id text not null,
  -- Counts the stages entered so far; a visit is one stay in one stage.
  visit int not null default 1,
  entered_at timestamptz not null,
  status text not null default 'READY',
  review_status text not null default 'Todo',
  review_comment text,
  reviewed_by text,
  reviewed_at timestamptz,
  assignee text,
  -- Set when the queue handed the task out; an assignment by hand has no end.
  lease_expires_at timestamptz,
  priority int not null,
  -- Grows with every change of labels, stage or draft; what a save was based on is checked by it.
  version int not null default 1,
  answer_id text,
  labeled_by text[] not null default '{}',
  skipped_by text[] not null default '{}',
  is_draft boolean not null default false,
  is_skipped boolean not null default false,
  is_benchmark boolean not null default false,
  is_pre_labeled boolean not null default false,
  -- The import that gave it its labels last.
  import_id text,
  -- Active, idle and blur time in milliseconds: of this visit, and of all visits together.
  duration bigint not null default 0,
  idle_duration bigint not null default 0,
  blur_duration bigint not null default 0,
  total_duration bigint not null default 0,
  total_idle_duration bigint not null default 0,
  total_blur_duration bigint not null default 0,
  open_issues_count int not null default 0,
  created_at timestamptz not null,
  created_by text not null,
  updated_at timestamptz not null,
  updated_by text not null,
  completed_at timestamptz,
  completed_by text,
  deleted_at timestamptz,
  primary key (project_key, id)
);

-- The queue's own order, over the tasks it may hand out.
create index task_ready on task (project_key, stage_id, priority desc, id)
  where assignee is null and status = 'READY' and type = 'default' and deleted_at is null;
create index task_assignee on task (project_key, assignee, stage_id) where assignee is not null and deleted_at is null;
create index task_stage on task (project_key, stage_id, id) where deleted_at is null;
create index task_created on task (project_key, created_at desc, id desc) where deleted_at is null;
create index task_updated on task (project_key, updated_at desc, id desc) where deleted_at is null;
create index task_external_id on task (project_key, external_id) where deleted_at is null;
create index task_asset on task (project_key, asset_id);
create index task_batches on task using gin (batch_ids) where deleted_at is null;
create index task_lease on task (lease_expires_at) where lease_expires_at is not null;

-- An answer is an immutable document: the members of the JSON object an export contains, as raw deflate
-- that exports copy (kalem.formats.deflate).
create table answer (
  project_key int not null,
  id text not null,
  task_id text not null,
  visit int not null,
  -- Names inside the text belong to this revision of the category schema.
  schema_revision int not null,
  -- Null: the text is large and kept in answer_part.
  segment bytea,
  -- Bytes of the text, and its CRC-32; that of a large one is in its parts.
  length bigint not null,
  crc int,
  -- What the text may hold, so that most exports need not look into it.
  has_segmentations boolean not null,
  has_pdf_areas boolean not null,
  has_key_frames boolean not null,
  -- Objects in the store: the masks that belong to the answer.
  brush_key text,
  voxel_key text,
  -- Labels that came by import; a person's labels are never replaced by an import.
  imported boolean not null default false,
  created_at timestamptz not null,
  created_by text not null,
  primary key (project_key, id)
);

-- Deflated already. Up to half a page stays in the row, as exports read every one of them.
alter table answer alter column segment set storage external;
alter table answer set (toast_tuple_target = 4080);

create index answer_task on answer (project_key, task_id);

-- The text of a large answer, cut between entries, so that nothing holds it whole.
create table answer_part (
  project_key int not null,
  answer_id text not null,
  ordinal int not null,
  segment bytea not null,
  length int not null,
  crc int not null,
  primary key (project_key, answer_id, ordinal)
);

alter table answer_part alter column segment set storage external;

-- Work in progress, object by object and per person, until it is saved or submitted.
create table draft_object (
  project_key int not null,
  task_id text not null,
  email text not null,
  object_id text not null,
  ordinal bigint generated always as identity,
  -- The visit it was made in; 0: others have saved since. Only work of this visit is applied.
  visit int not null,
  -- Names inside the text belong to this revision of the category schema.
  schema_revision int not null,
  -- Null: the object was deleted.
  body text,
  saved_at timestamptz not null,
  primary key (project_key, task_id, email, object_id)
);

-- The last save per person and task: a repeat of it, sent because its answer got lost, is recognized.
create table last_save (
  project_key int not null,
  task_id text not null,
  email text not null,
  base_version int not null,
  request_hash bytea not null,
  version int not null,
  saved_at timestamptz not null,
  primary key (project_key, task_id, email)
);

-- One row per finished stage visit: the task as it left the stage.
create table stage_history (
  project_key int not null,
  id text not null,
  task_id text not null,
  visit int not null,
  stage_id text not null,
  stage_name text not null,
  stage_type text not null,
  answer_id text,
  duration bigint not null,
  idle_duration bigint not null,
  blur_duration bigint not null,
  batch_ids text[] not null,
  review_status text,
  comment text,
  is_skipped boolean not null,
  rework boolean not null,
  entered_at timestamptz not null,
  completed_at timestamptz not null,
  completed_by text,
  -- The version of the task that a person's submit was based on, and the hash of what was submitted.
  submitted_version int,
  submitted_hash text,
  primary key (project_key, id)
);

-- A submit of the same visit can only be written once.
create unique index stage_history_visit on stage_history (project_key, task_id, visit);

-- Who worked on a task in a stage stays its assignee for that stage.
create table stage_assignee (
  project_key int not null,
  task_id text not null,
  stage_id text not null,
  email text not null,
  primary key (project_key, task_id, stage_id)
);

-- What happened to a task outside the graph: assignments, requeues, skips, releases.
create table task_event (
  project_key int not null,
  id text not null,
  task_id text not null,
  type text not null,
  facts json not null,
  created_at timestamptz not null,
  created_by text not null,
  primary key (project_key, id)
);

create index task_event_task on task_event (project_key, task_id, id);

create table export (
  project_key int not null,
  id text not null,
  options json not null,
  state text not null check (state in ('queued', 'running', 'ready', 'failed', 'canceled')),
  tasks_done bigint not null default 0,
  tasks_total bigint not null default 0,
  object_key text,
  file_name text,
  size bigint,
  error text,
  created_at timestamptz not null,
  created_by text not null,
  finished_at timestamptz,
  expires_at timestamptz,
  deleted_at timestamptz,
  primary key (project_key, id)
);

-- Imports of labels. A row tells how far the import is, so that it goes on from there after a crash.
create table import (
  project_key int not null,
  id text not null,
  options json not null,
  state text not null check (state in ('queued', 'running', 'checked', 'ready', 'failed', 'canceled')),
  is_dry_run boolean not null,
  -- Where the file comes from, when it was not sent along.
  source_url text,
  -- The kept file; null until it was fetched, and once it was removed.
  object_key text,
  file_name text not null,
  size bigint not null,
  format text,
  -- Whether the file is being checked before the first label is written.
  is_checking boolean not null default false,
  bytes_done bigint not null default 0,
  items_done bigint not null default 0,
  items_total bigint,
  -- What was found so far: numbers, counts per code, classes.
  tally json not null default '{}',
  report_key text,
  error text,
  created_at timestamptz not null,
  created_by text not null,
  finished_at timestamptz,
  expires_at timestamptz,
  deleted_at timestamptz,
  primary key (project_key, id)
);

-- What an import found, while it runs; afterwards only the first of them, as the report holds all.
create table import_finding (
  project_key int not null,
  import_id text not null,
  ordinal bigint not null,
  item bigint not null,
  external_id text,
  code text not null,
  path text not null,
  message text not null,
  is_fault boolean not null,
  -- The whole item was left out, and not only a part of it.
  is_item boolean not null,
  primary key (project_key, import_id, ordinal)
);

-- The persistent job queue (db-scheduler's own layout).
create table scheduled_tasks (
  task_name text not null,
  task_instance text not null,
  task_data bytea,
  execution_time timestamptz not null,
  picked boolean not null,
  picked_by text,
  last_success timestamptz,
  last_failure timestamptz,
  consecutive_failures int,
  last_heartbeat timestamptz,
  version bigint not null,
  priority smallint,
  primary key (task_name, task_instance)
);

create index scheduled_tasks_execution on scheduled_tasks (execution_time);
create index scheduled_tasks_heartbeat on scheduled_tasks (last_heartbeat);
