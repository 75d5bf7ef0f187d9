-- Numbers for pages and reports are counted while the work is done, so that no request ever counts tasks.
-- Every writer adds a row of its own to a table of changes, and so waits for nobody; a job adds them up
-- (kalem.server.insight.Fold). A reader takes the sums and the changes that are not in them yet: exact at once.

-- How many objects of each kind of tool and question the text holds, as {"bounding-box": 3}.
alter table answer add column counts json;

-- One row per thing that a person did. Nothing is taken back when a task's history is removed: the work was done.
create table work_fact (
  project_key int not null,
  at timestamptz not null,
  id bigint generated always as identity,
  email text not null,
  stage_id text not null,
  batch_ids text[] not null,
  -- label, judgment, review, other: a stage left; accepted, rejected, fixed: a verdict given;
  -- was-accepted ...: a verdict received; benchmark, consensus: a score; issue: opened.
  kind text not null,
  count int not null,
  -- Milliseconds.
  active bigint not null default 0,
  idle bigint not null default 0,
  blur bigint not null default 0,
  -- A score in percent; 1 for labels given when the task came back.
  amount int not null default 0,
  -- Annotations by kind of tool, of labels that were submitted.
  annotations json,
  is_summed boolean not null default false,
  primary key (project_key, at, id)
);

create index work_fact_new on work_fact (project_key) where not is_summed;

create table work_hour (
  project_key int not null,
  hour timestamptz not null,
  email text not null,
  stage_id text not null,
  batch_ids text[] not null,
  -- As in work_fact, and annotations as tool:bounding-box.
  kind text not null,
  count bigint not null,
  active bigint not null,
  idle bigint not null,
  blur bigint not null,
  amount bigint not null,
  primary key (project_key, hour, email, stage_id, batch_ids, kind)
);

-- How long tasks took, as a histogram: 16 steps for each doubling from one second on.
create table work_time (
  project_key int not null,
  day timestamptz not null,
  kind text not null,
  stage_id text not null,
  batch_ids text[] not null,
  step int not null,
  count bigint not null,
  active bigint not null,
  primary key (project_key, day, kind, stage_id, batch_ids, step)
);

create function time_step(milliseconds bigint) returns int language sql immutable parallel safe
as $$
  select case when $1 < 1000 then 0 else 1 + floor(log(2.0, $1 / 1000.0) * 16)::int end
$$;

-- Where tasks are, for everybody (person is empty) and for each person that holds or labeled them.
create table task_count_change (
  project_key int not null,
  id bigint generated always as identity,
  type text not null,
  stage_id text not null,
  person text not null,
  is_held boolean not null,
  batch_ids text[] not null,
  tasks bigint not null,
  primary key (project_key, id)
);

create table task_count (
  project_key int not null,
  type text not null,
  stage_id text not null,
  person text not null,
  is_held boolean not null,
  batch_ids text[] not null,
  tasks bigint not null,
  primary key (project_key, type, stage_id, person, is_held, batch_ids)
);

create function count_task(task, int) returns void language plpgsql as $$
begin
  if $1.deleted_at is null and ($1.type = 'default' or ($1.type = 'consensus' and $1.judgment = 'open')) then
    insert into task_count_change (project_key, type, stage_id, person, is_held, batch_ids, tasks)
    select $1.project_key, $1.type, $1.stage_id, p, coalesce(p = $1.assignee, false), $1.batch_ids, $2
    from (select '' union select unnest($1.labeled_by) union select $1.assignee) people (p)
    where p is not null;
  end if;
end $$;

-- Many tasks are added with one statement, and become one row per stage here.
create function count_added_tasks() returns trigger language plpgsql as $$
begin
  insert into task_count_change (project_key, type, stage_id, person, is_held, batch_ids, tasks)
  select t.project_key, t.type, t.stage_id, p, coalesce(p = t.assignee, false), t.batch_ids, count(*)
  from added t cross join lateral
    (select '' union select unnest(t.labeled_by) union select t.assignee) people (p)
  where p is not null and t.deleted_at is null
    and (t.type = 'default' or (t.type = 'consensus' and t.judgment = 'open'))
  group by 1, 2, 3, 4, 5, 6;
  return null;
end $$;

create trigger task_added after insert on task referencing new table as added
  for each statement execute function count_added_tasks();

create function count_changed_task() returns trigger language plpgsql as $$
begin
  perform count_task(old, -1);
  perform count_task(new, 1);
  return null;
end $$;

create trigger task_moved after update on task for each row
  when (old.stage_id <> new.stage_id or old.assignee is distinct from new.assignee
    or old.labeled_by <> new.labeled_by or old.batch_ids <> new.batch_ids
    or old.deleted_at is distinct from new.deleted_at or old.judgment is distinct from new.judgment)
  execute function count_changed_task();

insert into task_count
select t.project_key, t.type, t.stage_id, p, coalesce(p = t.assignee, false), t.batch_ids, count(*)
from task t cross join lateral (select '' union select unnest(t.labeled_by) union select t.assignee) people (p)
where p is not null and t.deleted_at is null
  and (t.type = 'default' or (t.type = 'consensus' and t.judgment = 'open'))
group by 1, 2, 3, 4, 5, 6;

create function note_visit(visit stage_history) returns void language plpgsql as $$
declare
  task_type text;
  annotator text;
  work_kind text;
begin
  select t.type into task_type from task t where t.project_key = visit.project_key and t.id = visit.task_id;
  -- The visits of its judgments, which a task gets when they are joined, were noted when they were given.
  if visit.consensus_id is not null and task_type = 'default' then
    return;
  end if;
  work_kind := case
    when task_type = 'consensus' then 'judgment'
    when visit.stage_type = 'Label' then 'label'
    when visit.stage_type = 'Review' then 'review'
    else 'other' end;
  insert into work_fact (project_key, at, email, stage_id, batch_ids, kind, count, active, idle, blur, amount, annotations)
  select visit.project_key, visit.completed_at, visit.completed_by, visit.stage_id, visit.batch_ids, work_kind, 1,
    visit.duration, visit.idle_duration, visit.blur_duration, visit.rework::int,
    case when work_kind in ('label', 'judgment') then
      (select a.counts from answer a where a.project_key = visit.project_key and a.id = visit.answer_id) end;
  if work_kind = 'review' and visit.review_status is not null then
    insert into work_fact (project_key, at, email, stage_id, batch_ids, kind, count)
    values (visit.project_key, visit.completed_at, visit.completed_by, visit.stage_id, visit.batch_ids,
      lower(visit.review_status), 1);
    select h.completed_by into annotator from stage_history h
    where h.project_key = visit.project_key and h.task_id = visit.task_id and h.visit < visit.visit
      and h.stage_type = 'Label' and h.consensus_id is null and h.completed_by is not null
    order by h.visit desc limit 1;
    if annotator is not null then
      insert into work_fact (project_key, at, email, stage_id, batch_ids, kind, count)
      values (visit.project_key, visit.completed_at, annotator, visit.stage_id, visit.batch_ids,
        'was-' || lower(visit.review_status), 1);
    end if;
  end if;
end $$;

create function note_added_visit() returns trigger language plpgsql as $$
begin
  perform note_visit(new);
  return null;
end $$;

create trigger stage_history_added after insert on stage_history for each row
  when (new.completed_by is not null) execute function note_added_visit();

create function note_score(
  project int, at timestamptz, email text, stage text, batches text[], kind text, count int, score int)
returns void language sql as $$
  insert into work_fact (project_key, at, email, stage_id, batch_ids, kind, count, amount)
  select $1, $2, $3, $4, $5, $6, $7, $7 * $8 where $2 is not null and $3 is not null and $8 is not null
$$;

create function note_judgment_score() returns trigger language plpgsql as $$
begin
  perform note_score(old.project_key, old.completed_at, old.completed_by, old.stage_id, old.batch_ids, 'consensus',
    -1, old.judgment_score);
  perform note_score(new.project_key, new.completed_at, new.completed_by, new.stage_id, new.batch_ids, 'consensus',
    1, new.judgment_score);
  return null;
end $$;

create trigger task_scored after update on task for each row
  when (old.judgment_score is distinct from new.judgment_score
    or (new.judgment_score is not null and (old.completed_at is distinct from new.completed_at
      or old.completed_by is distinct from new.completed_by)))
  execute function note_judgment_score();

-- Benchmarks and issues belong to the batches and the stage that their task has at that moment.
create function note_benchmark(attempt benchmark_attempt, sign int) returns void language plpgsql as $$
begin
  perform note_score(attempt.project_key, attempt.submitted_at, attempt.email, t.stage_id, t.batch_ids, 'benchmark',
    sign, attempt.score)
  from task t where t.project_key = attempt.project_key and t.id = attempt.task_id;
end $$;

create function note_changed_benchmark() returns trigger language plpgsql as $$
begin
  if old.score is not null then perform note_benchmark(old, -1); end if;
  if new.score is not null then perform note_benchmark(new, 1); end if;
  return null;
end $$;

create trigger benchmark_scored after update on benchmark_attempt for each row
  when (old.score is distinct from new.score) execute function note_changed_benchmark();

create function note_removed_benchmark() returns trigger language plpgsql as $$
begin
  perform note_benchmark(old, -1);
  return null;
end $$;

create trigger benchmark_removed after delete on benchmark_attempt for each row
  when (old.score is not null) execute function note_removed_benchmark();

create function note_issue(issue, sign int) returns void language sql as $$
  insert into work_fact (project_key, at, email, stage_id, batch_ids, kind, count)
  select $1.project_key, $1.created_at, $1.created_by, $1.stage_id, t.batch_ids, 'issue', $2
  from task t where t.project_key = $1.project_key and t.id = $1.task_id
$$;

create function note_changed_issue() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    perform note_issue(new, 1);
  else
    perform note_issue(new, case when new.deleted_at is null then 1 else -1 end);
  end if;
  return null;
end $$;

create trigger issue_opened after insert on issue for each row execute function note_changed_issue();
create trigger issue_removed after update on issue for each row
  when ((old.deleted_at is null) <> (new.deleted_at is null)) execute function note_changed_issue();

-- Assets and their bytes by the month of upload.
create table asset_count_change (
  project_key int not null,
  id bigint generated always as identity,
  month timestamptz not null,
  uploaded bigint not null,
  assets bigint not null,
  bytes bigint not null,
  primary key (project_key, id)
);

create table asset_count (
  project_key int not null,
  month timestamptz not null,
  -- All uploads, and what of them is there still.
  uploaded bigint not null,
  assets bigint not null,
  bytes bigint not null,
  primary key (project_key, month)
);

create function count_added_assets() returns trigger language plpgsql as $$
begin
  insert into asset_count_change (project_key, month, uploaded, assets, bytes)
  select project_key, date_trunc('month', created_at, 'UTC'), count(*), count(*) filter (where deleted_at is null),
    coalesce(sum(size) filter (where deleted_at is null), 0)
  from added group by 1, 2;
  return null;
end $$;

create trigger asset_added after insert on asset referencing new table as added
  for each statement execute function count_added_assets();

create function count_changed_asset() returns trigger language plpgsql as $$
begin
  insert into asset_count_change (project_key, month, uploaded, assets, bytes)
  select new.project_key, date_trunc('month', new.created_at, 'UTC'), 0,
    (new.deleted_at is null)::int - (old.deleted_at is null)::int,
    case when new.deleted_at is null then coalesce(new.size, 0) else 0 end
    - case when old.deleted_at is null then coalesce(old.size, 0) else 0 end;
  return null;
end $$;

create trigger asset_changed after update on asset for each row
  when ((old.deleted_at is null) <> (new.deleted_at is null) or old.size is distinct from new.size)
  execute function count_changed_asset();

insert into asset_count
select project_key, date_trunc('month', created_at, 'UTC'), count(*), count(*) filter (where deleted_at is null),
  coalesce(sum(size) filter (where deleted_at is null), 0)
from asset group by 1, 2;

-- What was done before; how many annotations its answers held was not counted then.
do $$
begin
  perform note_visit(h) from stage_history h where h.completed_by is not null;
  perform note_score(t.project_key, t.completed_at, t.completed_by, t.stage_id, t.batch_ids, 'consensus', 1,
    t.judgment_score)
  from task t where t.judgment_score is not null;
  perform note_benchmark(b, 1) from benchmark_attempt b where b.score is not null;
  perform note_issue(i, 1) from issue i where i.deleted_at is null;
end $$;
