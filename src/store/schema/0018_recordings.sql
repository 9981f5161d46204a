-- What was kept of calls; the sound is in a file of that name. Rows stay when the file has gone.
CREATE TABLE recordings (
  jurisdiction_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  call_id INTEGER NOT NULL,
  interaction_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  state TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  keep_until INTEGER NOT NULL,
  dropped_at INTEGER,
  has_file INTEGER NOT NULL,
  PRIMARY KEY (jurisdiction_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX recordings_by_call ON recordings (jurisdiction_id, call_id, id);
CREATE INDEX recordings_by_interaction ON recordings (jurisdiction_id, interaction_id);
CREATE INDEX recordings_kept ON recordings (jurisdiction_id, keep_until) WHERE dropped_at IS NULL;
CREATE INDEX recordings_to_remove ON recordings (jurisdiction_id, id)
  WHERE dropped_at IS NOT NULL AND has_file = 1;

-- Who heard what was said, and why; append-only but for the end of listening to a call.
CREATE TABLE hearings (
  jurisdiction_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  staff_id INTEGER NOT NULL,
  call_id INTEGER NOT NULL,
  recording_id INTEGER,
  reason TEXT NOT NULL,
  at INTEGER NOT NULL,
  ended_at INTEGER,
  PRIMARY KEY (jurisdiction_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX hearings_live ON hearings (jurisdiction_id, call_id)
  WHERE recording_id IS NULL AND ended_at IS NULL;
