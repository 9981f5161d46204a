-- Whom a complaint is about, for lists that are kept from that person. From the case's first event.
ALTER TABLE cases ADD COLUMN complaint_about INTEGER;
UPDATE cases SET complaint_about = (SELECT json_extract(e.body, '$.about_staff') FROM events e
  WHERE e.jurisdiction_id = cases.jurisdiction_id AND e.case_id = cases.id AND e.seq = 1)
  WHERE kind = 'complaint';
