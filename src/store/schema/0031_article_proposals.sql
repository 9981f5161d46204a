-- Changes of published articles that somebody proposed; the body has the words before and after, and
-- what was decided. An article stays as it is until then.
CREATE TABLE article_proposals (
  jurisdiction_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  article_id INTEGER NOT NULL,
  state TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (jurisdiction_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_proposals_open ON article_proposals (jurisdiction_id, id) WHERE state = 'open';
-- An alert about such a change is about no case: its case_number is 0.
ALTER TABLE alerts ADD COLUMN proposal_id INTEGER;
