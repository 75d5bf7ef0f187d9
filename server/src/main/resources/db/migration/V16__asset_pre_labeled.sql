-- Whether labels were imported is said by the tasks of an asset; saying it twice made every import write each asset anew.
alter table asset drop column is_pre_labeled;
