-- Time with a task open that was not saved yet: one row per open editor, which its heartbeats update. A save, submit,
-- review or skip brings the time to the task and removes the person's rows; what stays was only viewing.
create table time_log (
  project_key int not null,
  task_id text not null,
  email text not null,
  -- Made by the editor, one per open tab.
  session text not null,
  stage_id text not null,
  active bigint not null,
  idle bigint not null,
  blur bigint not null,
  opened_at timestamptz not null,
  last_at timestamptz not null,
  -- Until when the person's active time was counted here; null: never.
  active_until timestamptz,
  primary key (project_key, task_id, email, session)
);

create index time_log_person on time_log (project_key, email, active_until);
