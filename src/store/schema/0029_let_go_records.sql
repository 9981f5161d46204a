-- Records of the system before that a case stood for and, entered in error, let go again: they
-- changed then, and are told so. Derived from the cases' events.
CREATE TABLE let_go_records (
  jurisdiction_id INTEGER NOT NULL,
  record_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  let_go_at INTEGER NOT NULL,
  PRIMARY KEY (jurisdiction_id, record_id, case_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX let_go_records_by_case ON let_go_records (jurisdiction_id, case_id);
CREATE INDEX let_go_records_by_time ON let_go_records (jurisdiction_id, let_go_at, record_id, case_id);
INSERT INTO let_go_records (jurisdiction_id, record_id, case_id, let_go_at)
  SELECT c.jurisdiction_id, h.id, c.id, c.closed_at FROM cases c
  CROSS JOIN events e ON e.jurisdiction_id = c.jurisdiction_id AND e.case_id = c.id AND e.seq = 1
  CROSS JOIN historic_records h ON h.jurisdiction_id = c.jurisdiction_id
    AND h.source_id = json_extract(e.body, '$.adopted.number')
    AND h.source = json_extract(e.body, '$.adopted.source')
  WHERE EXISTS (SELECT 1 FROM historic_records) AND c.state = 'closed' AND c.kind = 'service_request'
    AND NOT EXISTS (SELECT 1 FROM adopted_records a
      WHERE a.jurisdiction_id = c.jurisdiction_id AND a.case_id = c.id);
-- A case that was reopened after it had let its record go stands for it since then.
UPDATE adopted_records SET adopted_at = coalesce((SELECT r.occurred_at FROM events r
  WHERE r.jurisdiction_id = adopted_records.jurisdiction_id AND r.case_id = adopted_records.case_id
    AND r.kind = 'case_reopened' AND (SELECT json_extract(o.body, '$.resolution') FROM events o
      WHERE o.jurisdiction_id = r.jurisdiction_id AND o.case_id = r.case_id AND o.seq < r.seq
        AND o.kind = 'outcome_recorded' ORDER BY o.seq DESC LIMIT 1) = 'entered_in_error'
  ORDER BY r.seq DESC LIMIT 1), adopted_at);
