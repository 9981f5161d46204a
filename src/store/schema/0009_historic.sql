-- What a city brings from the system it had before (docs/adr/0009-historic-records-apart.md). No
-- event tells of these rows and no rule of a case binds them. The rowid is the key, because the rows
-- are long and come in their order; ids are unique over jurisdictions.
CREATE TABLE historic_records (
  jurisdiction_id INTEGER NOT NULL,
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  source_id TEXT NOT NULL,
  digest TEXT NOT NULL,
  service_code TEXT NOT NULL,
  service_name TEXT NOT NULL,
  open INTEGER NOT NULL,
  status_word TEXT NOT NULL,
  requested_at INTEGER NOT NULL,
  updated_at INTEGER,
  closed_at INTEGER,
  address TEXT NOT NULL,
  lat REAL,
  lng REAL,
  cell INTEGER,
  wide_cell INTEGER,
  department TEXT NOT NULL,
  areas TEXT NOT NULL,
  channel TEXT NOT NULL,
  parent_id TEXT NOT NULL,
  resolution TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX historic_by_source_id
  ON historic_records (jurisdiction_id, source_id, source);
CREATE INDEX historic_by_time ON historic_records (jurisdiction_id, requested_at, id);
CREATE INDEX historic_by_cell ON historic_records (jurisdiction_id, cell, id) WHERE cell IS NOT NULL;
CREATE INDEX historic_by_wide_cell ON historic_records (jurisdiction_id, wide_cell, id) WHERE wide_cell IS NOT NULL;

-- Words of service and address. It follows the records by the setting historic.words, the last id
-- that it holds; the words themselves stand in the records.
CREATE VIRTUAL TABLE historic_words USING fts5(
  words, content = '', tokenize = "unicode61 remove_diacritics 2");

-- How far an import is, written with its rows: so it resumes after a crash. `import` is the digest
-- of the file's content and of how it is read.
CREATE TABLE historic_imports (
  jurisdiction_id INTEGER NOT NULL,
  import TEXT NOT NULL,
  rows INTEGER NOT NULL,
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  unchanged INTEGER NOT NULL,
  PRIMARY KEY (jurisdiction_id, import)
) STRICT, WITHOUT ROWID;
