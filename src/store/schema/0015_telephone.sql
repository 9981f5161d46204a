-- Telephone calls, one row each for good: the reports read them. The number is personal and goes
-- with the redaction of whoever has it.
CREATE TABLE calls (
  jurisdiction_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  provider TEXT NOT NULL,
  provider_id TEXT NOT NULL,
  queued_here INTEGER NOT NULL,
  inbound INTEGER NOT NULL,
  state TEXT NOT NULL,
  queue TEXT NOT NULL,
  language TEXT NOT NULL,
  phone TEXT,
  dialled TEXT NOT NULL,
  agent INTEGER,
  handed_by INTEGER,
  passed_by TEXT NOT NULL,
  priority INTEGER NOT NULL,
  relay INTEGER NOT NULL,
  arrived_at INTEGER NOT NULL,
  queued_at INTEGER,
  offered_at INTEGER,
  answered_at INTEGER,
  held_at INTEGER,
  ended_at INTEGER,
  held_ms INTEGER NOT NULL,
  ending TEXT,
  interaction_id INTEGER,
  third TEXT,
  told_at INTEGER,
  told_wait_s INTEGER,
  call_back INTEGER,
  PRIMARY KEY (jurisdiction_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX calls_by_provider ON calls (jurisdiction_id, provider, provider_id);
CREATE INDEX calls_up ON calls (jurisdiction_id, id) WHERE state <> 'ended';
CREATE INDEX calls_by_interaction ON calls (jurisdiction_id, interaction_id)
  WHERE interaction_id IS NOT NULL;
CREATE INDEX calls_by_arrival ON calls (jurisdiction_id, arrived_at, id);
CREATE INDEX calls_by_ending ON calls (jurisdiction_id, ending, arrived_at, id)
  WHERE ending IS NOT NULL;
CREATE INDEX calls_answered ON calls (jurisdiction_id, queue, answered_at)
  WHERE answered_at IS NOT NULL AND inbound = 1;
CREATE INDEX calls_by_phone ON calls (jurisdiction_id, phone) WHERE phone IS NOT NULL;

-- How operators stand to the telephone.
CREATE TABLE duty (
  jurisdiction_id INTEGER NOT NULL,
  staff_id INTEGER NOT NULL,
  duty TEXT NOT NULL,
  reason TEXT NOT NULL,
  since INTEGER NOT NULL,
  idle_since INTEGER NOT NULL,
  PRIMARY KEY (jurisdiction_id, staff_id)
) STRICT, WITHOUT ROWID;

-- What the telephone is still to do. Written in the unit of work that decides it, taken away when
-- it is done.
CREATE TABLE call_commands (
  jurisdiction_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  provider TEXT NOT NULL,
  provider_id TEXT NOT NULL,
  call_id INTEGER NOT NULL,
  control TEXT NOT NULL,
  agent TEXT NOT NULL,
  phone TEXT NOT NULL,
  text TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (jurisdiction_id, provider, id)
) STRICT, WITHOUT ROWID;

-- What telephones have told, append-only. No number stands here.
CREATE TABLE call_events (
  jurisdiction_id INTEGER NOT NULL,
  provider TEXT NOT NULL,
  event_id TEXT NOT NULL,
  call_id INTEGER,
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  applied INTEGER NOT NULL,
  why_not TEXT NOT NULL,
  PRIMARY KEY (jurisdiction_id, provider, event_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX call_events_by_call ON call_events (jurisdiction_id, call_id, at)
  WHERE call_id IS NOT NULL;
