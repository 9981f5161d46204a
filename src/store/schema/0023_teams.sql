-- Which team of its department has a case; and how many each has, kept in step by the database itself.
-- The last event that gave a team counts, unless the case went to another department after it.
ALTER TABLE cases ADD COLUMN team_id INTEGER;
UPDATE cases SET team_id = (
  SELECT json_extract(e.body, '$.team') FROM events e
  WHERE e.jurisdiction_id = cases.jurisdiction_id AND e.case_id = cases.id
    AND e.kind IN ('case_opened', 'team_given') AND json_extract(e.body, '$.team') > 0
    AND coalesce(
      (SELECT json_extract(b.body, '$.department') FROM events b
        WHERE b.jurisdiction_id = e.jurisdiction_id AND b.case_id = e.case_id AND b.kind = 'ask_made'
          AND b.seq < e.seq ORDER BY b.seq DESC LIMIT 1),
      (SELECT json_extract(o.body, '$.department') FROM events o
        WHERE o.jurisdiction_id = e.jurisdiction_id AND o.case_id = e.case_id AND o.seq = 1)
    ) = cases.department_id
    AND NOT EXISTS (SELECT 1 FROM events a
      WHERE a.jurisdiction_id = e.jurisdiction_id AND a.case_id = e.case_id AND a.kind = 'ask_made'
        AND a.seq > e.seq AND json_extract(a.body, '$.department') <> cases.department_id)
  ORDER BY e.seq DESC LIMIT 1);
CREATE INDEX cases_by_team ON cases (jurisdiction_id, team_id, id) WHERE team_id IS NOT NULL;

CREATE TABLE team_counts (
  jurisdiction_id INTEGER NOT NULL,
  team_id INTEGER NOT NULL,
  state TEXT NOT NULL,
  cases INTEGER NOT NULL,
  PRIMARY KEY (jurisdiction_id, team_id, state)
) STRICT, WITHOUT ROWID;
INSERT INTO team_counts SELECT jurisdiction_id, team_id, state, count(*) FROM cases
  WHERE team_id IS NOT NULL GROUP BY 1, 2, 3;
CREATE TRIGGER cases_of_teams_are_counted AFTER INSERT ON cases WHEN new.team_id IS NOT NULL
BEGIN
  INSERT INTO team_counts VALUES (new.jurisdiction_id, new.team_id, new.state, 1)
    ON CONFLICT DO UPDATE SET cases = cases + 1;
END;
CREATE TRIGGER changed_cases_of_teams_are_counted AFTER UPDATE OF team_id, state ON cases
WHEN old.team_id IS NOT new.team_id OR old.state IS NOT new.state
BEGIN
  UPDATE team_counts SET cases = cases - 1
    WHERE jurisdiction_id = old.jurisdiction_id AND team_id = old.team_id AND state = old.state;
  INSERT INTO team_counts SELECT new.jurisdiction_id, new.team_id, new.state, 1
    WHERE new.team_id IS NOT NULL
    ON CONFLICT DO UPDATE SET cases = cases + 1;
END;
