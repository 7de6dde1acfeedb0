CREATE TABLE `appeals` (
	`id` text PRIMARY KEY NOT NULL,
	`contest_id` text NOT NULL,
	`round_id` text NOT NULL,
	`attempt_id` text NOT NULL,
	`contestant_id` text NOT NULL,
	`filed_at` integer NOT NULL,
	`filed_by` text NOT NULL,
	`late` integer NOT NULL,
	`subject` text NOT NULL,
	`position` integer,
	`body` text NOT NULL,
	`search_text` text NOT NULL,
	`state` text DEFAULT 'received' NOT NULL,
	`answer_by` integer NOT NULL,
	`answer` text,
	`measure` text,
	`answered_at` integer,
	`answered_by` text,
	`answer_revision` integer DEFAULT 0 NOT NULL,
	`seen_revision` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`contest_id`) REFERENCES `contests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`round_id`) REFERENCES `rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`attempt_id`) REFERENCES `attempts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`contestant_id`) REFERENCES `contestants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `appeals_contest` ON `appeals` (`contest_id`,`filed_at`);--> statement-breakpoint
CREATE INDEX `appeals_contestant` ON `appeals` (`contestant_id`,`filed_at`);--> statement-breakpoint
CREATE INDEX `appeals_attempt` ON `appeals` (`attempt_id`,`filed_at`);--> statement-breakpoint
CREATE INDEX `appeals_round` ON `appeals` (`round_id`,`state`);--> statement-breakpoint
CREATE UNIQUE INDEX `appeals_waiting` ON `appeals` (`attempt_id`) WHERE state in ('received', 'underReview');--> statement-breakpoint
DROP INDEX `submission_log_void`;--> statement-breakpoint
CREATE INDEX `submission_log_standing` ON `submission_log` (`attempt_id`,`seq`) WHERE kind in ('void', 'restore');--> statement-breakpoint
-- by hand: an attempt may be voided, restored and voided again, but never voided or restored twice running.
DROP TRIGGER submission_log_no_replace;
--> statement-breakpoint
CREATE TRIGGER submission_log_no_replace BEFORE INSERT ON submission_log WHEN EXISTS (SELECT 1 FROM submission_log WHERE seq = new.seq OR receipt = new.receipt) OR (new.kind IN ('void', 'restore') AND (new.kind = 'void') = coalesce((SELECT kind = 'void' FROM submission_log WHERE attempt_id = new.attempt_id AND kind IN ('void', 'restore') ORDER BY seq DESC LIMIT 1), 0)) BEGIN SELECT RAISE(ABORT, 'the submission log is append-only'); END;
