-- When the work on an export began, and what its snapshot saw: a later export may ask for what changed since.
alter table export add column started_at timestamptz;
alter table export add column snapshot_at timestamptz;
alter table export add column snapshot text;

-- Where the zip lies, when it is not our own bucket. The name is kept for the history, as storages can be deleted.
alter table export add column storage_id text;
alter table export add column storage_name text;
alter table export add column storage_bucket text;
alter table export add column storage_path text;
