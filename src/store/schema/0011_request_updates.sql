-- What outside is told of service requests, by when it was recorded. Only the kinds of events that
-- session_request_updates.cpp names; the two lists are the same.
CREATE INDEX events_told ON events (jurisdiction_id, recorded_at) WHERE kind IN
  ('case_opened', 'ask_made', 'outcome_recorded', 'case_closed', 'case_reopened',
   'update_received');

-- Updates that applications sent, by a digest of the id that they gave each.
CREATE TABLE received_updates (
  jurisdiction_id INTEGER NOT NULL,
  api_key_id INTEGER NOT NULL,
  id_digest TEXT NOT NULL,
  case_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  body_digest TEXT NOT NULL,
  PRIMARY KEY (jurisdiction_id, api_key_id, id_digest)
) STRICT, WITHOUT ROWID;

-- What a key opens; those that were made before open what they did.
ALTER TABLE api_keys ADD COLUMN scope TEXT NOT NULL DEFAULT 'all';

-- Personal values in whose words an automatic check found nothing that is personal or rude. Of
-- services flagged public everybody may read them.
CREATE TABLE public_texts (
  jurisdiction_id INTEGER NOT NULL,
  value_id INTEGER NOT NULL,
  PRIMARY KEY (jurisdiction_id, value_id)
) STRICT, WITHOUT ROWID;
