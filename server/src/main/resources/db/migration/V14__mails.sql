-- Mails on their way, for 30 days. What a mail says is sealed, and forgotten once it was sent.
create table mail (
  id text primary key,
  organization_id text not null references organization (id),
  receiver text not null,
  caused_by text not null,
  subject text not null,
  letter_sealed text,
  state text not null check (state in ('queued', 'sent', 'refused', 'unsent')),
  attempts int not null,
  error text,
  created_at timestamptz not null,
  sent_at timestamptz
);

create index mail_organization on mail (organization_id, created_at desc, id desc);
create index mail_age on mail (created_at);
