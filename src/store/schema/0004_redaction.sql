-- jurisdiction_id leads events too. `position` is SQLite's row number, which cannot be joined with
-- another column in a key; it orders all events of the installation.
CREATE TABLE events_in_place (
  jurisdiction_id INTEGER NOT NULL,
  position INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  kind TEXT NOT NULL,
  who INTEGER NOT NULL,
  origin TEXT NOT NULL,
  occurred_at INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;
INSERT INTO events_in_place
  SELECT jurisdiction_id, position, case_id, seq, kind, who, origin, occurred_at, recorded_at, body
  FROM events;
DROP TABLE events;
ALTER TABLE events_in_place RENAME TO events;
CREATE UNIQUE INDEX events_by_case ON events (jurisdiction_id, case_id, seq);
CREATE TRIGGER events_are_append_only_update BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER events_are_append_only_delete BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;

-- Whom a kept first answer speaks of, so that redaction finds it.
CREATE TABLE answer_contacts (
  jurisdiction_id INTEGER NOT NULL,
  contact_id INTEGER NOT NULL,
  scope TEXT NOT NULL,
  key TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (jurisdiction_id, contact_id, scope, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX answer_contacts_by_time ON answer_contacts (jurisdiction_id, at);

-- Lists are ordered by due time and id: with both in the index nothing is sorted.
DROP INDEX obligations_by_due;
DROP INDEX obligations_by_owner;
CREATE INDEX obligations_by_due ON obligations (jurisdiction_id, due, id);
CREATE INDEX obligations_by_owner ON obligations (jurisdiction_id, owner, due, id);

CREATE INDEX contacts_merged ON contacts (jurisdiction_id, merged_into)
  WHERE merged_into IS NOT NULL;
CREATE INDEX interactions_by_contact ON interactions (jurisdiction_id, contact_id)
  WHERE contact_id IS NOT NULL;
