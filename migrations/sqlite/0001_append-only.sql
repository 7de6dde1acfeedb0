-- The log and the audit trail only grow; a sealed revision and its rows never change (invariants 9 and 10).
CREATE TRIGGER submission_log_no_update BEFORE UPDATE ON submission_log BEGIN SELECT RAISE(ABORT, 'the submission log is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER submission_log_no_delete BEFORE DELETE ON submission_log BEGIN SELECT RAISE(ABORT, 'the submission log is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER audit_entries_no_update BEFORE UPDATE ON audit_entries BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER audit_entries_no_delete BEFORE DELETE ON audit_entries BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER result_revisions_no_update BEFORE UPDATE ON result_revisions WHEN old.state = 'sealed' BEGIN SELECT RAISE(ABORT, 'a sealed revision never changes'); END;
--> statement-breakpoint
CREATE TRIGGER result_revisions_no_delete BEFORE DELETE ON result_revisions WHEN old.state = 'sealed' BEGIN SELECT RAISE(ABORT, 'a sealed revision never changes'); END;
--> statement-breakpoint
CREATE TRIGGER result_rows_no_update BEFORE UPDATE ON result_rows BEGIN SELECT RAISE(ABORT, 'result rows never change'); END;
--> statement-breakpoint
CREATE TRIGGER result_rows_no_insert BEFORE INSERT ON result_rows WHEN (SELECT state FROM result_revisions WHERE id = new.revision_id) = 'sealed' BEGIN SELECT RAISE(ABORT, 'a sealed revision never changes'); END;
--> statement-breakpoint
CREATE TRIGGER result_rows_no_delete BEFORE DELETE ON result_rows WHEN (SELECT state FROM result_revisions WHERE id = old.revision_id) = 'sealed' BEGIN SELECT RAISE(ABORT, 'a sealed revision never changes'); END;
--> statement-breakpoint
-- INSERT OR REPLACE removes rows without firing the delete triggers above.
CREATE TRIGGER submission_log_no_replace BEFORE INSERT ON submission_log WHEN EXISTS (SELECT 1 FROM submission_log WHERE seq = new.seq OR receipt = new.receipt OR (kind = 'void' AND new.kind = 'void' AND attempt_id = new.attempt_id)) BEGIN SELECT RAISE(ABORT, 'the submission log is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER audit_entries_no_replace BEFORE INSERT ON audit_entries WHEN EXISTS (SELECT 1 FROM audit_entries WHERE id = new.id) BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER result_revisions_no_replace BEFORE INSERT ON result_revisions WHEN EXISTS (SELECT 1 FROM result_revisions WHERE state = 'sealed' AND (id = new.id OR (round_id = new.round_id AND number = new.number))) BEGIN SELECT RAISE(ABORT, 'a sealed revision never changes'); END;
