-- Issues on tasks and the talk about them.
create table issue (
  project_key int not null,
  id text not null,
  task_id text not null,
  asset_id text not null,
  -- Where the task was when the issue was opened.
  stage_id text not null,
  stage_name text not null,
  status text not null check (status in ('Open', 'Resolved', 'Closed')),
  content text not null,
  mentions text[] not null,
  object_id text,
  position text,
  page int,
  page_end int,
  data_index int,
  plane text,
  assignee text,
  error_codes json not null,
  pct_details json,
  created_at timestamptz not null,
  created_by text not null,
  updated_at timestamptz,
  updated_by text,
  resolved_at timestamptz,
  resolved_by text,
  deleted_at timestamptz,
  primary key (project_key, id)
);

create index issue_task on issue (project_key, task_id) where deleted_at is null;
create index issue_created on issue (project_key, created_at desc, id desc) where deleted_at is null;

create table issue_comment (
  project_key int not null,
  id text not null,
  issue_id text not null,
  content text not null,
  mentions text[] not null,
  created_at timestamptz not null,
  created_by text not null,
  primary key (project_key, id)
);

create index issue_comment_issue on issue_comment (project_key, issue_id, created_at, id);
