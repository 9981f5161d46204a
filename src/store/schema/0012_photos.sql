-- Pictures of cases. They stand in the file of the city's data, so that commit, backup and redaction
-- are one thing with what they belong to.
CREATE TABLE photos (
  jurisdiction_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  added_at INTEGER NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  is_public INTEGER NOT NULL,
  PRIMARY KEY (jurisdiction_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX photos_by_case ON photos (jurisdiction_id, case_id, id);

-- With rows of their own, so that lists of photos read no pictures. A table with row numbers: SQLite
-- keeps long values well apart only in those.
CREATE TABLE photo_images (
  jurisdiction_id INTEGER NOT NULL,
  photo_id INTEGER NOT NULL,
  size TEXT NOT NULL,
  bytes BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX photo_images_by_photo ON photo_images (jurisdiction_id, photo_id, size);
