-- Whoever is forgotten may be on the line, or a case that was spoken of in their call may be open still:
-- the number of such a call goes when nothing stands on it any more.
ALTER TABLE calls ADD COLUMN forget INTEGER NOT NULL DEFAULT 0;
CREATE INDEX calls_to_forget ON calls (jurisdiction_id, id)
  WHERE forget = 1 AND (phone IS NOT NULL OR third IS NOT NULL);
