-- Every table leads with jurisdiction_id, so that a country of 311s can be split by it.
-- Instants are milliseconds since 1970, UTC.

CREATE TABLE sequences (
  jurisdiction_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  value INTEGER NOT NULL,
  PRIMARY KEY (jurisdiction_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
  jurisdiction_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (jurisdiction_id, name)
) STRICT, WITHOUT ROWID;

-- What happened, append-only. `position` orders all events of the installation.
CREATE TABLE events (
  position INTEGER PRIMARY KEY,
  jurisdiction_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  kind TEXT NOT NULL,
  who INTEGER NOT NULL,
  origin TEXT NOT NULL,
  occurred_at INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX events_by_case ON events (jurisdiction_id, case_id, seq);
CREATE TRIGGER events_are_append_only_update BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER events_are_append_only_delete BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;

-- Names, numbers, words told: apart from events, so that redaction can take value and salt away.
CREATE TABLE personal_values (
  jurisdiction_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  salt BLOB NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (jurisdiction_id, id)
) STRICT, WITHOUT ROWID;

-- Derived from events in the same commit; `kept311 verify` derives them again and compares.
CREATE TABLE cases (
  jurisdiction_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  version INTEGER NOT NULL,
  contact_id INTEGER,
  department_id INTEGER,
  service_id INTEGER,
  notice_id INTEGER,
  summary_id INTEGER NOT NULL,
  opened_at INTEGER NOT NULL,
  closed_at INTEGER,
  close_reason TEXT,
  reopened INTEGER NOT NULL,
  not_heard INTEGER NOT NULL,
  promise TEXT,
  PRIMARY KEY (jurisdiction_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX cases_by_number ON cases (jurisdiction_id, number);
CREATE INDEX cases_by_state ON cases (jurisdiction_id, state, id);
CREATE INDEX cases_by_department ON cases (jurisdiction_id, department_id, id);
CREATE INDEX cases_by_notice ON cases (jurisdiction_id, notice_id) WHERE notice_id IS NOT NULL;

CREATE TABLE case_contacts (
  jurisdiction_id INTEGER NOT NULL,
  contact_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  PRIMARY KEY (jurisdiction_id, contact_id, case_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_contacts_by_case ON case_contacts (jurisdiction_id, case_id);

CREATE TABLE duties (
  jurisdiction_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  PRIMARY KEY (jurisdiction_id, kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE promises (
  jurisdiction_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  state TEXT NOT NULL,
  owner INTEGER NOT NULL,
  due INTEGER NOT NULL,
  moves INTEGER NOT NULL,
  evidence TEXT,
  broken_reason TEXT,
  mended INTEGER NOT NULL,
  PRIMARY KEY (jurisdiction_id, case_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX promises_by_state ON promises (jurisdiction_id, state, due, owner);

CREATE TABLE obligations (
  jurisdiction_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  id INTEGER NOT NULL,
  owner INTEGER NOT NULL,
  covering_for INTEGER,
  due INTEGER NOT NULL,
  contact_id INTEGER,
  phone_id INTEGER,
  confirm_from INTEGER,
  PRIMARY KEY (jurisdiction_id, case_id, kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX obligations_by_owner ON obligations (jurisdiction_id, owner, due);
CREATE INDEX obligations_by_due ON obligations (jurisdiction_id, due);
CREATE INDEX obligations_covered ON obligations (jurisdiction_id, covering_for)
  WHERE covering_for IS NOT NULL;

-- What the keeper does, in due order.
CREATE TABLE timers (
  jurisdiction_id INTEGER NOT NULL,
  at INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  duty_kind TEXT NOT NULL,
  duty_id INTEGER NOT NULL,
  PRIMARY KEY (jurisdiction_id, at, case_id, kind, duty_kind, duty_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX timers_by_case ON timers (jurisdiction_id, case_id);

CREATE VIRTUAL TABLE case_words USING fts5(words, tokenize = "unicode61 remove_diacritics 2");

CREATE TABLE contacts (
  jurisdiction_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  name TEXT,
  email TEXT,
  language TEXT NOT NULL,
  accessibility TEXT,
  anonymous INTEGER NOT NULL,
  merged_into INTEGER,
  PRIMARY KEY (jurisdiction_id, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE contact_phones (
  jurisdiction_id INTEGER NOT NULL,
  phone TEXT NOT NULL,
  contact_id INTEGER NOT NULL,
  PRIMARY KEY (jurisdiction_id, phone, contact_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_phones_by_contact ON contact_phones (jurisdiction_id, contact_id);
CREATE VIRTUAL TABLE contact_names USING fts5(
  name, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3');

CREATE TABLE interactions (
  jurisdiction_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  inbound INTEGER NOT NULL,
  channel TEXT NOT NULL,
  phone TEXT,
  contact_id INTEGER,
  staff_id INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  answered_at INTEGER,
  ended_at INTEGER,
  result TEXT,
  wrap_up TEXT,
  notes TEXT,
  purpose_case INTEGER,
  purpose_kind TEXT,
  purpose_duty INTEGER,
  PRIMARY KEY (jurisdiction_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX interactions_open ON interactions (jurisdiction_id, staff_id, id)
  WHERE ended_at IS NULL;

CREATE TABLE claims (
  jurisdiction_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  duty_id INTEGER NOT NULL,
  staff_id INTEGER NOT NULL,
  until INTEGER NOT NULL,
  PRIMARY KEY (jurisdiction_id, case_id, kind, duty_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE staff (
  jurisdiction_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  key TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  department_id INTEGER,
  manager_id INTEGER,
  phone TEXT,
  active INTEGER NOT NULL,
  password_hash TEXT NOT NULL,
  delegates TEXT NOT NULL,
  shifts TEXT,
  PRIMARY KEY (jurisdiction_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX staff_by_key ON staff (jurisdiction_id, key);

CREATE TABLE absences (
  jurisdiction_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  staff_id INTEGER NOT NULL,
  "from" INTEGER NOT NULL,
  until INTEGER NOT NULL,
  delegate_id INTEGER,
  PRIMARY KEY (jurisdiction_id, id)
) STRICT, WITHOUT ROWID;

-- The city's set-up: small, read whole, one JSON document a row.
CREATE TABLE configuration (
  jurisdiction_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  id INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (jurisdiction_id, kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE articles (
  jurisdiction_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  state TEXT NOT NULL,
  from_case INTEGER,
  cursor INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (jurisdiction_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX articles_by_cursor ON articles (jurisdiction_id, cursor);
CREATE INDEX articles_by_state ON articles (jurisdiction_id, state, id);
CREATE INDEX articles_from_case ON articles (jurisdiction_id, from_case)
  WHERE from_case IS NOT NULL;

CREATE TABLE gaps (
  jurisdiction_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  query TEXT NOT NULL,
  language TEXT NOT NULL,
  article_id INTEGER NOT NULL,
  count INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  PRIMARY KEY (jurisdiction_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX gaps_by_query ON gaps (jurisdiction_id, query, language, article_id);
CREATE INDEX gaps_by_time ON gaps (jurisdiction_id, last_at);

CREATE TABLE notices (
  jurisdiction_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  until INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (jurisdiction_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX notices_by_end ON notices (jurisdiction_id, until);

CREATE TABLE alerts (
  jurisdiction_id INTEGER NOT NULL,
  staff_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  case_number INTEGER NOT NULL,
  PRIMARY KEY (jurisdiction_id, staff_id, id)
) STRICT, WITHOUT ROWID;

-- What happened to things that are no case, append-only.
CREATE TABLE journal (
  jurisdiction_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  at INTEGER NOT NULL,
  who INTEGER NOT NULL,
  kind TEXT NOT NULL,
  subject INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (jurisdiction_id, id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER journal_is_append_only_update BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_is_append_only_delete BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TABLE idempotency_keys (
  jurisdiction_id INTEGER NOT NULL,
  scope TEXT NOT NULL,
  key TEXT NOT NULL,
  at INTEGER NOT NULL,
  body_digest TEXT NOT NULL,
  status INTEGER NOT NULL,
  response TEXT NOT NULL,
  PRIMARY KEY (jurisdiction_id, scope, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_keys_by_time ON idempotency_keys (jurisdiction_id, at);
