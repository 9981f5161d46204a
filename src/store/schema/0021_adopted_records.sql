-- Records of the system before that were adopted, each with the case that stands for it now
-- (docs/adr/0009-historic-records-apart.md); derived from the cases' first events.
CREATE TABLE adopted_records (
  jurisdiction_id INTEGER NOT NULL,
  record_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  adopted_at INTEGER NOT NULL,  -- when the case was opened: the record changed then, and is told so
  PRIMARY KEY (jurisdiction_id, record_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX adopted_records_by_case ON adopted_records (jurisdiction_id, case_id);
CREATE INDEX adopted_records_by_time ON adopted_records (jurisdiction_id, adopted_at, record_id);

-- Open records of a service around a point: perhaps somebody has asked for the same already.
CREATE INDEX historic_open_near ON historic_records (jurisdiction_id, service_code, cell, requested_at, lat, lng, open) WHERE open = 1 AND cell IS NOT NULL;
