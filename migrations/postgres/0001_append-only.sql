-- A server that is gone without a word holds what it has locked no longer than this. Whoever reads one moment for hours says so.
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET idle_in_transaction_session_timeout = ''30s''', current_database()); END $$;
--> statement-breakpoint
-- What is done one at a time over all servers: whoever locks the row has the turn. 'ready' is written to see whether anything can be.
CREATE TABLE turns (name text PRIMARY KEY);
--> statement-breakpoint
INSERT INTO turns (name) VALUES ('desk'), ('log'), ('ready');
--> statement-breakpoint
-- Which server has a duty that one has at a time, and until when.
CREATE TABLE leases (name text PRIMARY KEY, holder text NOT NULL, until bigint NOT NULL);
--> statement-breakpoint
-- When the rehearsal began, for all servers.
CREATE TABLE rehearsals (one boolean PRIMARY KEY CHECK (one), began_at bigint NOT NULL);
--> statement-breakpoint
-- How often something was tried lately, over all servers. Not logged: after a crash counting begins anew.
CREATE UNLOGGED TABLE window_counts (key text PRIMARY KEY, since bigint NOT NULL, current bigint NOT NULL);
--> statement-breakpoint
-- The log and the audit trail only grow; a sealed revision and its rows never change (invariants 9 and 10).
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '%', tg_argv[0]; END $$;
--> statement-breakpoint
CREATE FUNCTION refuse_change_of_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE touched record;
BEGIN
  IF tg_op = 'INSERT' THEN touched := new; ELSE touched := old; END IF;
  IF (SELECT state FROM result_revisions WHERE id = touched.revision_id) = 'sealed' THEN RAISE EXCEPTION 'a sealed revision never changes'; END IF;
  RETURN touched;
END $$;
--> statement-breakpoint
CREATE TRIGGER submission_log_no_update BEFORE UPDATE ON submission_log FOR EACH ROW EXECUTE FUNCTION refuse_change('the submission log is append-only');
--> statement-breakpoint
CREATE TRIGGER submission_log_no_delete BEFORE DELETE ON submission_log FOR EACH ROW EXECUTE FUNCTION refuse_change('the submission log is append-only');
--> statement-breakpoint
-- TRUNCATE fires no trigger of a row.
CREATE TRIGGER submission_log_no_truncate BEFORE TRUNCATE ON submission_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('the submission log is append-only');
--> statement-breakpoint
CREATE FUNCTION refuse_second_void() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (new.kind = 'void') = coalesce((SELECT kind = 'void' FROM submission_log WHERE attempt_id = new.attempt_id AND kind IN ('void', 'restore') ORDER BY seq DESC LIMIT 1), false)
  THEN RAISE EXCEPTION 'an attempt is voided and restored in turn'; END IF;
  RETURN new;
END $$;
--> statement-breakpoint
CREATE TRIGGER submission_log_void_in_turn BEFORE INSERT ON submission_log FOR EACH ROW WHEN (new.kind IN ('void', 'restore')) EXECUTE FUNCTION refuse_second_void();
--> statement-breakpoint
CREATE FUNCTION refuse_change_of_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF old.id <> new.id OR old.at <> new.at OR old.actor_id <> new.actor_id OR old.action <> new.action OR new.details IS NOT NULL
    OR NOT EXISTS (SELECT 1 FROM erasures WHERE contestant_id = new.subject)
  THEN RAISE EXCEPTION 'the audit trail is append-only'; END IF;
  RETURN new;
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_entries_no_update BEFORE UPDATE ON audit_entries FOR EACH ROW EXECUTE FUNCTION refuse_change_of_audit();
--> statement-breakpoint
CREATE TRIGGER audit_entries_no_delete BEFORE DELETE ON audit_entries FOR EACH ROW EXECUTE FUNCTION refuse_change('the audit trail is append-only');
--> statement-breakpoint
CREATE TRIGGER audit_entries_no_truncate BEFORE TRUNCATE ON audit_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('the audit trail is append-only');
--> statement-breakpoint
CREATE TRIGGER result_revisions_no_update BEFORE UPDATE ON result_revisions FOR EACH ROW WHEN (old.state = 'sealed') EXECUTE FUNCTION refuse_change('a sealed revision never changes');
--> statement-breakpoint
CREATE TRIGGER result_revisions_no_delete BEFORE DELETE ON result_revisions FOR EACH ROW WHEN (old.state = 'sealed') EXECUTE FUNCTION refuse_change('a sealed revision never changes');
--> statement-breakpoint
CREATE TRIGGER result_rows_no_update BEFORE UPDATE ON result_rows FOR EACH ROW EXECUTE FUNCTION refuse_change('result rows never change');
--> statement-breakpoint
CREATE TRIGGER result_rows_no_insert BEFORE INSERT ON result_rows FOR EACH ROW EXECUTE FUNCTION refuse_change_of_sealed();
--> statement-breakpoint
CREATE TRIGGER result_rows_no_delete BEFORE DELETE ON result_rows FOR EACH ROW EXECUTE FUNCTION refuse_change_of_sealed();
--> statement-breakpoint
CREATE TRIGGER result_places_no_update BEFORE UPDATE ON result_places FOR EACH ROW EXECUTE FUNCTION refuse_change('result rows never change');
--> statement-breakpoint
CREATE TRIGGER result_places_no_insert BEFORE INSERT ON result_places FOR EACH ROW EXECUTE FUNCTION refuse_change_of_sealed();
--> statement-breakpoint
CREATE TRIGGER result_places_no_delete BEFORE DELETE ON result_places FOR EACH ROW EXECUTE FUNCTION refuse_change_of_sealed();
--> statement-breakpoint
CREATE TRIGGER sealed_unions_no_update BEFORE UPDATE ON sealed_unions FOR EACH ROW EXECUTE FUNCTION refuse_change('sealed results never change');
--> statement-breakpoint
CREATE TRIGGER sealed_unions_no_delete BEFORE DELETE ON sealed_unions FOR EACH ROW EXECUTE FUNCTION refuse_change('sealed results never change');
--> statement-breakpoint
CREATE TRIGGER key_corrections_no_delete BEFORE DELETE ON key_corrections FOR EACH ROW EXECUTE FUNCTION refuse_change('decisions on keys are append-only');
--> statement-breakpoint
CREATE TRIGGER key_corrections_no_update BEFORE UPDATE OF id, round_id, contest_id, question_id, seq, treatment, versions, salt, at, actor_id, reason ON key_corrections FOR EACH ROW EXECUTE FUNCTION refuse_change('decisions on keys are append-only');
--> statement-breakpoint
CREATE TRIGGER result_rows_no_truncate BEFORE TRUNCATE ON result_rows FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('result rows never change');
--> statement-breakpoint
CREATE TRIGGER result_places_no_truncate BEFORE TRUNCATE ON result_places FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('result rows never change');
--> statement-breakpoint
CREATE TRIGGER result_revisions_no_truncate BEFORE TRUNCATE ON result_revisions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('a sealed revision never changes');
--> statement-breakpoint
CREATE TRIGGER sealed_unions_no_truncate BEFORE TRUNCATE ON sealed_unions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('sealed results never change');
--> statement-breakpoint
CREATE TRIGGER key_corrections_no_truncate BEFORE TRUNCATE ON key_corrections FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('decisions on keys are append-only');
