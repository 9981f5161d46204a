-- What an alert is about, and when whom it tells has seen it: at whatever desk.
ALTER TABLE alerts ADD COLUMN duty_kind TEXT;
ALTER TABLE alerts ADD COLUMN duty_id INTEGER;
ALTER TABLE alerts ADD COLUMN seen_at INTEGER;
