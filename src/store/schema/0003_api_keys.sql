-- Keys of programs that read the staff API. Only a digest is kept of each.
CREATE TABLE api_keys (
  jurisdiction_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  name TEXT NOT NULL,
  digest TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  used_at INTEGER,
  revoked_at INTEGER,
  PRIMARY KEY (jurisdiction_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX api_keys_by_digest ON api_keys (jurisdiction_id, digest);
CREATE UNIQUE INDEX api_keys_in_force ON api_keys (jurisdiction_id, name) WHERE revoked_at IS NULL;
