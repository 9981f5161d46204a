-- Lists of requests by service, of what is open, by what changed and around a place: each is walked in
-- an index of its own, so that no list costs more in a larger city.
CREATE INDEX requests_by_service ON cases (jurisdiction_id, service_id, opened_at, id)
  WHERE kind = 'service_request';
CREATE INDEX requests_open ON cases (jurisdiction_id, opened_at, id)
  WHERE kind = 'service_request' AND state = 'open';
CREATE INDEX historic_by_service ON historic_records (jurisdiction_id, service_code, requested_at, id);
CREATE INDEX historic_open ON historic_records (jurisdiction_id, requested_at, id) WHERE open = 1;
CREATE INDEX historic_by_change ON historic_records (jurisdiction_id, coalesce(updated_at, closed_at, requested_at), id);

-- Of a cell only what is of the time asked for is looked at.
DROP INDEX case_points_by_cell;
DROP INDEX case_points_by_wide_cell;
DROP INDEX historic_by_cell;
DROP INDEX historic_by_wide_cell;
CREATE INDEX case_points_by_cell ON case_points (jurisdiction_id, cell, opened_at, case_id);
CREATE INDEX case_points_by_wide_cell ON case_points (jurisdiction_id, wide_cell, opened_at, case_id);
CREATE INDEX historic_by_cell ON historic_records (jurisdiction_id, cell, requested_at, id) WHERE cell IS NOT NULL;
CREATE INDEX historic_by_wide_cell ON historic_records (jurisdiction_id, wide_cell, requested_at, id) WHERE wide_cell IS NOT NULL;
