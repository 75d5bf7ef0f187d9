-- What keeps a task where it is though no person holds it there, with the words of the error and,
-- where its way was decided already, the event to repeat once the way is open.
alter table task add column mark text not null default 'none'
  check (mark in ('none', 'no next stage', 'workflow loop', 'plugin error', 'webhook retrying', 'webhook failed'));
alter table task add column mark_note text;
alter table task add column pending json;

-- Automatic stages left since the last stop at a person or plugin: a loop is found by it.
alter table task add column automatic_steps int not null default 0;
-- Skips of this visit, and of all visits.
alter table task add column skips int not null default 0;
alter table task add column total_skips int not null default 0;

-- Percent: of the outgoing judgment, with one score per class.
alter table task add column consensus_average int;
alter table task add column consensus_detailed json;
-- Percent that a benchmark attempt reached.
alter table task add column benchmark_score int;

-- A judgment is a task of type consensus: one part of a round, which begins when the main task enters the stage.
alter table task add column parent_id text;
alter table task add column round int;
alter table task add column judgment text check (judgment in ('open', 'submitted', 'joined', 'canceled'));
alter table task add column judgment_score int;
alter table task add constraint task_judgment check ((parent_id is null) = (judgment is null));
create index task_judgments on task (project_key, parent_id, round) where parent_id is not null;

-- Whether a queue may hand the task out.
alter table task add column is_offered boolean not null generated always as (
  status = 'READY' and mark = 'none' and type <> 'benchmark' and coalesce(judgment, 'open') = 'open'
  and deleted_at is null) stored;
drop index task_ready;
create index task_ready on task (project_key, stage_id, priority desc, id) where assignee is null and is_offered;
-- The same in order of age, for stages that want it.
create index task_ready_age on task (project_key, stage_id, id) where assignee is null and is_offered;
create index task_mark on task (project_key, stage_id) where mark <> 'none' and deleted_at is null;

alter table stage_history add column consensus_id text;

-- Messages of Webhook stages, for 30 days: one per visit of a task.
create table webhook_delivery (
  project_key int not null,
  id text not null,
  task_id text,
  visit int,
  stage_id text not null,
  external_id text,
  url text not null,
  state text not null check (state in ('pending', 'retrying', 'delivered', 'failed', 'canceled')),
  is_test boolean not null,
  attempts int not null default 0,
  status int,
  request text,
  response text,
  error text,
  created_at timestamptz not null,
  last_attempt_at timestamptz,
  next_attempt_at timestamptz,
  primary key (project_key, id)
);

create index webhook_delivery_log on webhook_delivery (project_key, stage_id, created_at desc, id desc);
create index webhook_delivery_age on webhook_delivery (created_at);
create index webhook_delivery_task on webhook_delivery (project_key, task_id, visit);

-- Acts of managers on many tasks that go on after the request.
create table bulk_move (
  project_key int not null,
  id text not null,
  kind text not null,
  arguments json not null,
  state text not null check (state in ('running', 'ready', 'failed')),
  tasks_total int not null,
  tasks_moved int not null default 0,
  tasks_left int not null default 0,
  -- The tasks up to this one are dealt with.
  last_task_id text not null default '',
  error text,
  created_at timestamptz not null,
  created_by text not null,
  finished_at timestamptz,
  primary key (project_key, id)
);

-- Workflows that an organization keeps for new projects.
create table workflow_template (
  id text primary key,
  organization_id text not null references organization (id),
  name text not null,
  description text not null,
  stages json not null,
  created_at timestamptz not null,
  created_by text not null,
  unique (organization_id, name)
);
