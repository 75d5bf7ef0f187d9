-- What the labels of a project hold, as a job found it last (kalem.server.insight.LabelNumbers).
create table label_numbers (
  project_key int primary key,
  -- The moment whose labels were read, and how long that took.
  as_of timestamptz not null,
  milliseconds bigint not null,
  body json not null
);
