-- Failed sign-ins of the last minutes, for all nodes. A subject is the hash of an e-mail, whether or
-- not an account has it, or of a network address. Rows go when they are too old to count.
create table sign_in_failure (
  subject text not null,
  failed_at timestamptz not null
);

create index sign_in_failure_subject on sign_in_failure (subject, failed_at);
create index sign_in_failure_time on sign_in_failure (failed_at);
