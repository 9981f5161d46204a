-- Whoever sent a request may ask that it is not shown to all, whatever its service is.
ALTER TABLE received_requests ADD COLUMN non_public INTEGER NOT NULL DEFAULT 0;
-- How much may be sent with a key in a minute; NULL: what the installation lets any key send.
ALTER TABLE api_keys ADD COLUMN requests_a_minute INTEGER;
