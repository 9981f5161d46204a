-- Changes of published articles that somebody proposed; the body has the words before and after, and
-- what was decided. An article stays as it is until then.
CREATE TABLE article_proposals (
  jurisdiction_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  article_id INTEGER NOT NULL,
  state TEXT NOT NULL,
  decided_at INTEGER,
  body TEXT NOT NULL,
  PRIMARY KEY (jurisdiction_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_proposals_open ON article_proposals (jurisdiction_id, id) WHERE state = 'open';
CREATE INDEX article_proposals_decided ON article_proposals (jurisdiction_id, decided_at)
  WHERE decided_at IS NOT NULL;
CREATE INDEX article_proposals_by_article ON article_proposals (jurisdiction_id, article_id);
-- An alert about such a change is about no case: its case_number is 0.
ALTER TABLE alerts ADD COLUMN proposal_id INTEGER;
CREATE INDEX alerts_by_proposal ON alerts (jurisdiction_id, proposal_id)
  WHERE proposal_id IS NOT NULL;
-- An article that goes with whoever is forgotten takes what it did not help with along.
CREATE INDEX gaps_by_article ON gaps (jurisdiction_id, article_id) WHERE article_id <> 0;
