-- Whom the operator of a call asks to come on the line, of those who are on duty here.
ALTER TABLE calls ADD COLUMN colleague INTEGER;
ALTER TABLE calls ADD COLUMN colleague_since INTEGER;
ALTER TABLE calls ADD COLUMN colleague_accepted INTEGER NOT NULL DEFAULT 0;
ALTER TABLE call_commands ADD COLUMN colleague TEXT NOT NULL DEFAULT '';

-- Whoever is forgotten is found by their number wherever calls keep one.
CREATE INDEX calls_by_third ON calls (jurisdiction_id, third) WHERE third IS NOT NULL;
CREATE INDEX call_commands_by_phone ON call_commands (jurisdiction_id, phone);
CREATE INDEX call_commands_by_text ON call_commands (jurisdiction_id, text);
CREATE INDEX interactions_nameless_by_phone ON interactions (jurisdiction_id, phone)
  WHERE phone IS NOT NULL AND contact_id IS NULL;
