-- Long jobs look answers and visits up by lists of ids. With a second index that begins with the project the planner, which
-- may know nothing of a new project yet, reads all of the project for every list. Nothing asks for the answers of a task.
drop index answer_task;

-- Visits are read task by task; single ones by id, which names the project within.
alter table stage_history drop constraint stage_history_pkey;
drop index stage_history_visit;
alter table stage_history add primary key (project_key, task_id, visit);
create index stage_history_id on stage_history (id);

-- Every save, lease and import changes updated_at; with an index on it each of them went into all nine indexes of the table.
-- Without it, and with room on the page for one newer version of each row, most changes touch the row alone. Lists by last
-- change read the project's tasks instead.
drop index task_updated;
alter table task set (fillfactor = 50);
