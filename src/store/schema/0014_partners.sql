-- Cases that are sent to other Open311 endpoints. Nothing personal stands here: what is sent is
-- written from the case when it is sent, and what was answered is kept with the events of the case.
CREATE TABLE deliveries (
  jurisdiction_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  partner_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  reference TEXT NOT NULL,
  state TEXT NOT NULL,
  number TEXT NOT NULL,
  token TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  next_at INTEGER,
  sent_at INTEGER,
  answered_at INTEGER,
  attempts INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  looks INTEGER NOT NULL,
  last_error TEXT NOT NULL,
  seen TEXT NOT NULL,
  their_status TEXT NOT NULL,
  PRIMARY KEY (jurisdiction_id, id)
) STRICT, WITHOUT ROWID;
-- Without an instant there is nothing to do.
CREATE INDEX deliveries_due ON deliveries (jurisdiction_id, next_at, id) WHERE next_at IS NOT NULL;
CREATE INDEX deliveries_due_of_partner ON deliveries (jurisdiction_id, partner_id, next_at, id)
  WHERE next_at IS NOT NULL;
CREATE INDEX deliveries_by_case ON deliveries (jurisdiction_id, case_id, id);
CREATE INDEX deliveries_by_number ON deliveries (jurisdiction_id, partner_id, number)
  WHERE number <> '';
CREATE INDEX deliveries_by_state ON deliveries (jurisdiction_id, partner_id, state, id);

-- The delivery log.
CREATE TABLE delivery_steps (
  jurisdiction_id INTEGER NOT NULL,
  delivery_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  act TEXT NOT NULL,
  detail TEXT NOT NULL,
  PRIMARY KEY (jurisdiction_id, delivery_id, seq)
) STRICT, WITHOUT ROWID;
