-- Who else was in a call: interpreters, colleagues, departments, 911. Their number is personal, and
-- what an interpreter said of themselves was typed by somebody: both go with the redaction of
-- whoever was spoken with, and of whoever has the number.
CREATE TABLE call_parties (
  jurisdiction_id INTEGER NOT NULL,
  call_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  interaction_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  at_console INTEGER NOT NULL,
  staff_id INTEGER,
  phone TEXT,
  asked_at INTEGER NOT NULL,
  answered_at INTEGER,
  left_at INTEGER,
  not_come TEXT,
  interpreter_id TEXT,
  language TEXT NOT NULL,
  PRIMARY KEY (jurisdiction_id, call_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX call_parties_by_talk ON call_parties (jurisdiction_id, interaction_id);
CREATE INDEX call_parties_by_phone ON call_parties (jurisdiction_id, phone) WHERE phone IS NOT NULL;
CREATE INDEX call_parties_interpreting ON call_parties (jurisdiction_id, answered_at)
  WHERE kind = 'interpreter' AND answered_at IS NOT NULL;
-- Of a withheld number an interpreter may be all that is to be forgotten.
DROP INDEX calls_to_forget;
CREATE INDEX calls_to_forget ON calls (jurisdiction_id, id) WHERE forget = 1;
