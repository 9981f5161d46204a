-- The open cases of a department or a team: without these a page of them reads all that it ever had.
CREATE INDEX cases_of_department_in_state ON cases (jurisdiction_id, department_id, state, id);
CREATE INDEX cases_of_team_in_state ON cases (jurisdiction_id, team_id, state, id)
  WHERE team_id IS NOT NULL;
