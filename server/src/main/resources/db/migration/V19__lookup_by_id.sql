-- Long jobs look answers and visits up by lists of ids. With a second index that begins with the project the planner, which
-- may know nothing of a new project yet, reads all of the project for every list. Nothing asks for the answers of a task.
drop index answer_task;

-- Visits are read task by task; single ones by id, which names the project within.
alter table stage_history drop constraint stage_history_pkey;
drop index stage_history_visit;
alter table stage_history add primary key (project_key, task_id, visit);
create index stage_history_id on stage_history (id);
