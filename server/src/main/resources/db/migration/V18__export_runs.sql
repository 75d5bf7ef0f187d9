-- Which run of the job makes the export: a run that was taken for dead may still be alive, and must not meddle with its successor.
alter table export add column run int not null default 0;

-- Keys under which runs may have left an object, noted before anything is written; a finished zip is in object_key alone.
alter table export add column begun_keys text[] not null default '{}';
