-- Which telephone call a conversation was: whoever takes a call over has a conversation of their
-- own, and a call knows only its last.
CREATE TABLE call_talks (
  jurisdiction_id INTEGER NOT NULL,
  interaction_id INTEGER NOT NULL,
  call_id INTEGER NOT NULL,
  PRIMARY KEY (jurisdiction_id, interaction_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX call_talks_by_call ON call_talks (jurisdiction_id, call_id, interaction_id);
INSERT OR IGNORE INTO call_talks
  SELECT jurisdiction_id, interaction_id, id FROM calls WHERE interaction_id IS NOT NULL;
INSERT OR IGNORE INTO call_talks
  SELECT jurisdiction_id, interaction_id, call_id FROM recordings;
