-- The city's map. Areas are drawn for a time: a city that draws its wards anew has two layers with
-- the key 'ward'. Days are counted from 1970; NULL is open. Layers and areas are never taken away,
-- for cases refer to them.
CREATE TABLE area_layers (
  jurisdiction_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  key TEXT NOT NULL,
  from_day INTEGER,
  until_day INTEGER,
  PRIMARY KEY (jurisdiction_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE areas (
  jurisdiction_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  layer_id INTEGER NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  geometry TEXT NOT NULL,
  PRIMARY KEY (jurisdiction_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX areas_by_code ON areas (jurisdiction_id, layer_id, code);

-- In which areas a case lies, derived from its first event: those of its day.
CREATE TABLE case_areas (
  jurisdiction_id INTEGER NOT NULL,
  area_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  PRIMARY KEY (jurisdiction_id, area_id, case_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_areas_by_case ON case_areas (jurisdiction_id, case_id);

-- Open requests are looked for by service and cell, to find those that somebody else wants, too.
-- open_service: the service of an open request, else NULL.
ALTER TABLE case_points ADD COLUMN open_service INTEGER;
ALTER TABLE case_points ADD COLUMN opened_at INTEGER NOT NULL DEFAULT 0;
UPDATE case_points SET
  open_service = (SELECT c.service_id FROM cases c
    WHERE c.jurisdiction_id = case_points.jurisdiction_id AND c.id = case_points.case_id
    AND c.kind = 'service_request' AND c.state = 'open'),
  opened_at = (SELECT c.opened_at FROM cases c
    WHERE c.jurisdiction_id = case_points.jurisdiction_id AND c.id = case_points.case_id);
CREATE INDEX case_points_open
  ON case_points (jurisdiction_id, open_service, cell, opened_at, lat, lng, case_id)
  WHERE open_service IS NOT NULL;

-- Addresses and crossings, by the file that they came with. A dropped one stays, so that the search
-- index, which follows the cursor, hears of it.
CREATE TABLE places (
  jurisdiction_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  layer TEXT NOT NULL,
  key TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  lat REAL NOT NULL,
  lng REAL NOT NULL,
  cell INTEGER NOT NULL,
  dropped INTEGER NOT NULL,
  cursor INTEGER NOT NULL,
  PRIMARY KEY (jurisdiction_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX places_by_key ON places (jurisdiction_id, layer, key);
CREATE UNIQUE INDEX places_by_cursor ON places (jurisdiction_id, cursor);
CREATE INDEX places_by_cell ON places (jurisdiction_id, cell) WHERE dropped = 0;
