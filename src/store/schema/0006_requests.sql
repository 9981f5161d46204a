-- What applications outside ask about requests. Lists are walked by when a request came or when it
-- last changed; both are derived from the events.
-- updated_at: of an open case its last event; else when it was resolved, for what follows then is
-- no news outside.
ALTER TABLE cases ADD COLUMN updated_at INTEGER NOT NULL DEFAULT 0;
UPDATE cases SET updated_at = coalesce(
  CASE WHEN state <> 'open' THEN (SELECT e.occurred_at FROM events e
    WHERE e.jurisdiction_id = cases.jurisdiction_id AND e.case_id = cases.id
    AND e.kind IN ('outcome_recorded', 'case_closed')
    AND e.seq > (SELECT coalesce(max(r.seq), 0) FROM events r
      WHERE r.jurisdiction_id = e.jurisdiction_id AND r.case_id = e.case_id
      AND r.kind = 'case_reopened')
    ORDER BY e.kind = 'case_closed', e.seq DESC LIMIT 1) END,
  (SELECT e.recorded_at FROM events e
    WHERE e.jurisdiction_id = cases.jurisdiction_id AND e.case_id = cases.id
    ORDER BY e.seq DESC LIMIT 1));
ALTER TABLE cases ADD COLUMN place_id INTEGER NOT NULL DEFAULT 0;
UPDATE cases SET place_id = coalesce((SELECT json_extract(e.body, '$.place.id') FROM events e
  WHERE e.jurisdiction_id = cases.jurisdiction_id AND e.case_id = cases.id AND e.seq = 1), 0);
CREATE INDEX requests_by_time ON cases (jurisdiction_id, opened_at, id)
  WHERE kind = 'service_request';
CREATE INDEX requests_by_change ON cases (jurisdiction_id, updated_at, id)
  WHERE kind = 'service_request';

-- Where a case is, derived from its event and the personal value that this refers to: redaction
-- takes both away. Cells: cells.h.
CREATE TABLE case_points (
  jurisdiction_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  lat REAL NOT NULL,
  lng REAL NOT NULL,
  cell INTEGER NOT NULL,
  wide_cell INTEGER NOT NULL,
  PRIMARY KEY (jurisdiction_id, case_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_points_by_cell ON case_points (jurisdiction_id, cell, case_id);
CREATE INDEX case_points_by_wide_cell ON case_points (jurisdiction_id, wide_cell, case_id);

-- Which program's key a request came with, and from when on its number is told.
CREATE TABLE received_requests (
  jurisdiction_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  api_key_id INTEGER NOT NULL,
  number_from INTEGER NOT NULL,
  PRIMARY KEY (jurisdiction_id, case_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX contacts_by_email ON contacts (jurisdiction_id, lower(email)) WHERE email IS NOT NULL;

INSERT OR IGNORE INTO settings (jurisdiction_id, name, value)
  SELECT jurisdiction_id, 'services.changed_at', max(recorded_at) FROM events
  GROUP BY jurisdiction_id;
