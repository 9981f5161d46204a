-- That nothing of what is being said is to be recorded outlives the recording that was paused: the
-- call is passed on, and what its next operator hears is no less private.
ALTER TABLE calls ADD COLUMN pause_wanted INTEGER NOT NULL DEFAULT 0;
