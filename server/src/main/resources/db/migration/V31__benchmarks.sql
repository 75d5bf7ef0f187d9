-- One person's try at a benchmark; the work itself is a task of type benchmark.
create table benchmark_attempt (
  project_key int not null,
  task_id text not null,
  gold_task_id text not null,
  email text not null,
  started_at timestamptz not null,
  submitted_at timestamptz,
  -- Percent; null while it is worked on, when the right answer was gone, or when scores were deleted.
  score int,
  detail json,
  primary key (project_key, task_id),
  -- Nobody gets the same benchmark twice.
  unique (project_key, email, gold_task_id)
);

create index benchmark_attempt_submitted on benchmark_attempt (project_key, submitted_at desc, task_id);

-- Who gets no more tasks because of a low average, until a manager lets them.
create table benchmark_cutoff (
  project_key int not null,
  email text not null,
  average int not null,
  cut_off_at timestamptz not null,
  cleared_at timestamptz,
  cleared_by text,
  primary key (project_key, email)
);

create index task_benchmark on task (project_key) where is_benchmark and deleted_at is null;
