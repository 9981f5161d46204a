-- What is owed in writing to somebody outside. Written in the unit of work that decides on it, and
-- delivered only after its commit. Nothing personal stands here: the text is written from the case
-- at delivery, and the event that it was taken refers to what was sent, in personal_values.
CREATE TABLE outbox (
  jurisdiction_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  purpose TEXT NOT NULL,
  case_id INTEGER NOT NULL,
  duty_id INTEGER NOT NULL,
  contact_id INTEGER,
  staff_id INTEGER,
  channel TEXT NOT NULL,
  state TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  next_attempt_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  last_error TEXT NOT NULL,
  PRIMARY KEY (jurisdiction_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_due ON outbox (jurisdiction_id, next_attempt_at, id) WHERE state = 'queued';

ALTER TABLE staff ADD COLUMN email TEXT;
