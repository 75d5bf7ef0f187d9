-- Masks that were copied into the store, noted before anything is written: what no answer names in the end is swept by this list.
create table mask_object (
  project_key int not null,
  object_key text not null,
  -- When it was written, later when an answer was found to name it.
  checked_at timestamptz not null,
  primary key (project_key, object_key)
);

create index mask_object_checked on mask_object (checked_at);

create index answer_brush on answer (project_key, brush_key) where brush_key is not null;
create index answer_voxels on answer (project_key, voxel_key) where voxel_key is not null;
