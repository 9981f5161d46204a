-- Sessions that somebody ended before their time; digests only. Gone when the time is over.
CREATE TABLE ended_sessions (
  jurisdiction_id INTEGER NOT NULL,
  session TEXT NOT NULL,
  until INTEGER NOT NULL,
  PRIMARY KEY (jurisdiction_id, session)
) STRICT, WITHOUT ROWID;
CREATE INDEX ended_sessions_by_time ON ended_sessions (jurisdiction_id, until);
