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
