-- In which conversations a case was spoken of, both ways: a case shows what was noted in them, and
-- what was noted is kept from whoever may not know of another case in the same conversation. Its
-- events say so, and so does the obligation that a call was made for.
CREATE TABLE case_conversations (
  jurisdiction_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  interaction_id INTEGER NOT NULL,
  PRIMARY KEY (jurisdiction_id, case_id, interaction_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_conversations_by_interaction
  ON case_conversations (jurisdiction_id, interaction_id, case_id);
INSERT OR IGNORE INTO case_conversations
  SELECT jurisdiction_id, case_id, json_extract(body, '$.interaction') FROM events
  WHERE json_extract(body, '$.interaction') > 0;
INSERT OR IGNORE INTO case_conversations
  SELECT jurisdiction_id, case_id, json_extract(body, '$.promise.made_in') FROM events
  WHERE kind = 'promise_made' AND json_extract(body, '$.promise.made_in') > 0;
INSERT OR IGNORE INTO case_conversations
  SELECT jurisdiction_id, purpose_case, id FROM interactions WHERE purpose_case IS NOT NULL;

-- How else a person can be reached, and how they would rather be.
ALTER TABLE contacts ADD COLUMN address TEXT;
ALTER TABLE contacts ADD COLUMN channel TEXT;
ALTER TABLE contacts ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
