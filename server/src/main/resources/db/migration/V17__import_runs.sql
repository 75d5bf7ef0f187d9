-- An import can be run again while the job of its run before still has its row in the queue, and a job that counts as dead may still be at work: only the job of the present run, in its latest attempt, may write.
alter table import add column run int not null default 1;
alter table import add column attempt int not null default 0;

-- Jobs that wait belong to the run that their imports are in.
update scheduled_tasks set task_instance = task_instance || '.1',
  task_data = convert_to((convert_from(task_data, 'UTF8')::jsonb || '{"run": 1}')::text, 'UTF8')
where task_name = 'import';
