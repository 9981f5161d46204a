-- How the calls of one queue ended, newest first: a page of those that were abandoned does not read
-- past all that were answered.
CREATE INDEX calls_by_queue_ending ON calls (jurisdiction_id, queue, ending, arrived_at, id)
  WHERE ending IS NOT NULL;
