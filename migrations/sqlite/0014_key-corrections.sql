CREATE TABLE `key_corrections` (
	`id` text PRIMARY KEY NOT NULL,
	`round_id` text NOT NULL,
	`contest_id` text NOT NULL,
	`question_id` text NOT NULL,
	`seq` integer NOT NULL,
	`treatment` text NOT NULL,
	`versions` text NOT NULL,
	`salt` text NOT NULL,
	`at` integer NOT NULL,
	`actor_id` text NOT NULL,
	`reason` text NOT NULL,
	`state` text NOT NULL,
	`total` integer DEFAULT 0 NOT NULL,
	`seen` integer DEFAULT 0 NOT NULL,
	`seen_to` integer DEFAULT 0 NOT NULL,
	`changed` integer DEFAULT 0 NOT NULL,
	`finished_at` integer,
	`revision` integer,
	`failure` text,
	FOREIGN KEY (`round_id`) REFERENCES `rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`contest_id`) REFERENCES `contests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`question_id`) REFERENCES `questions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `key_corrections_round` ON `key_corrections` (`round_id`,`seq`);--> statement-breakpoint
CREATE INDEX `key_corrections_unfinished` ON `key_corrections` (`seq`) WHERE state <> 'done';--> statement-breakpoint
CREATE INDEX `submission_log_regrade` ON `submission_log` (`attempt_id`,`seq`) WHERE kind = 'regrade';
--> statement-breakpoint
-- by hand: a decision never changes; only how far the grading by it has come does (invariants 9 and 10).
CREATE TRIGGER key_corrections_no_delete BEFORE DELETE ON key_corrections BEGIN SELECT RAISE(ABORT, 'decisions on keys are append-only'); END;
--> statement-breakpoint
-- by hand:
CREATE TRIGGER key_corrections_no_update BEFORE UPDATE OF id, round_id, contest_id, question_id, seq, treatment, versions, salt, at, actor_id, reason ON key_corrections BEGIN SELECT RAISE(ABORT, 'decisions on keys are append-only'); END;
--> statement-breakpoint
-- by hand: INSERT OR REPLACE removes rows without firing the delete trigger.
CREATE TRIGGER key_corrections_no_replace BEFORE INSERT ON key_corrections WHEN EXISTS (SELECT 1 FROM key_corrections WHERE id = new.id OR (round_id = new.round_id AND seq = new.seq)) BEGIN SELECT RAISE(ABORT, 'decisions on keys are append-only'); END;
