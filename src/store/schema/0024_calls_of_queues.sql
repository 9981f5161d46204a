-- The calls of one queue, newest first, without reading those of all others.
CREATE INDEX calls_by_queue ON calls (jurisdiction_id, queue, arrived_at, id);
