CREATE TABLE `attempt_sightings` (
	`attempt_id` text NOT NULL,
	`round_id` text NOT NULL,
	`at` integer NOT NULL,
	`what` text NOT NULL,
	`browser` text NOT NULL,
	`system` text NOT NULL,
	`device_hash` text,
	`address_hash` text,
	PRIMARY KEY(`round_id`, `attempt_id`, `at`, `what`),
	FOREIGN KEY (`attempt_id`) REFERENCES `attempts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `award_decisions` (
	`id` text PRIMARY KEY NOT NULL,
	`contest_id` text NOT NULL,
	`round_id` text,
	`scope_id` text NOT NULL,
	`number` integer NOT NULL,
	`state` text NOT NULL,
	`edition` integer NOT NULL,
	`basis` text NOT NULL,
	`papers` text NOT NULL,
	`facts` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`published_at` integer,
	`published_by` text,
	`reason` text NOT NULL,
	FOREIGN KEY (`contest_id`) REFERENCES `contests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`round_id`) REFERENCES `rounds`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `award_decisions_contest` ON `award_decisions` (`contest_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `award_decisions_number` ON `award_decisions` (`scope_id`,`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `award_decisions_draft` ON `award_decisions` (`scope_id`) WHERE state = 'draft';--> statement-breakpoint
CREATE TABLE `award_placements` (
	`decision_id` text NOT NULL,
	`prize_group` text NOT NULL,
	`division_id` text NOT NULL,
	`subject_id` text NOT NULL,
	`tier` integer,
	`words` text NOT NULL,
	`at` integer NOT NULL,
	`actor_id` text NOT NULL,
	PRIMARY KEY(`decision_id`, `prize_group`, `division_id`, `subject_id`),
	FOREIGN KEY (`decision_id`) REFERENCES `award_decisions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `awards` (
	`decision_id` text NOT NULL,
	`position` integer NOT NULL,
	`prize_group` text NOT NULL,
	`division_id` text,
	`division_name` text,
	`tier` integer NOT NULL,
	`title` text NOT NULL,
	`value` integer,
	`kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`name` text NOT NULL,
	`union_name` text NOT NULL,
	`union_path` text NOT NULL,
	`rank` integer NOT NULL,
	`score` real,
	`duration_ms` integer,
	`figure` real,
	`awarded_by` text NOT NULL,
	`words` text,
	`code` text NOT NULL,
	PRIMARY KEY(`decision_id`, `position`),
	FOREIGN KEY (`decision_id`) REFERENCES `award_decisions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `awards_subject` ON `awards` (`subject_id`);--> statement-breakpoint
CREATE INDEX `awards_code` ON `awards` (`code`);--> statement-breakpoint
CREATE TABLE `export_files` (
	`id` text PRIMARY KEY NOT NULL,
	`revision_id` text NOT NULL,
	`format` text NOT NULL,
	`scope` text NOT NULL,
	`scope_name` text NOT NULL,
	`erased` integer NOT NULL,
	`bytes` integer NOT NULL,
	`sha256` text NOT NULL,
	`made_at` integer NOT NULL,
	`actor_id` text NOT NULL,
	FOREIGN KEY (`revision_id`) REFERENCES `result_revisions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `export_files_revision` ON `export_files` (`revision_id`,`made_at`);--> statement-breakpoint
CREATE TABLE `flag_passes` (
	`round_id` text PRIMARY KEY NOT NULL,
	`pass_id` text NOT NULL,
	`at` integer NOT NULL,
	`seq` integer NOT NULL,
	`held` integer NOT NULL,
	`attempts` integer NOT NULL,
	`left_out` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `flag_people` (
	`pass_id` text NOT NULL,
	`flag_id` text NOT NULL,
	`position` integer NOT NULL,
	`contestant_id` text NOT NULL,
	`attempt_id` text,
	PRIMARY KEY(`pass_id`, `flag_id`, `position`)
);
--> statement-breakpoint
CREATE INDEX `flag_people_attempt` ON `flag_people` (`attempt_id`);--> statement-breakpoint
CREATE INDEX `flag_people_person` ON `flag_people` (`contestant_id`);--> statement-breakpoint
CREATE TABLE `flag_verdicts` (
	`flag_id` text PRIMARY KEY NOT NULL,
	`round_id` text NOT NULL,
	`verdict` text NOT NULL,
	`reason` text NOT NULL,
	`actor_id` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`round_id`) REFERENCES `rounds`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `flag_verdicts_round` ON `flag_verdicts` (`round_id`);--> statement-breakpoint
CREATE TABLE `flags` (
	`pass_id` text NOT NULL,
	`id` text NOT NULL,
	`round_id` text NOT NULL,
	`kind` text NOT NULL,
	`strength` text NOT NULL,
	`weight` integer NOT NULL,
	`evidence` text NOT NULL,
	PRIMARY KEY(`pass_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `flags_weight` ON `flags` (`pass_id`,`weight`,`id`);--> statement-breakpoint
CREATE INDEX `flags_round` ON `flags` (`round_id`,`pass_id`);--> statement-breakpoint
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
ALTER TABLE `contestants` ADD `joined_to` text;--> statement-breakpoint
ALTER TABLE `held_responses` ADD `decision` text;--> statement-breakpoint
ALTER TABLE `held_responses` ADD `replaced` text;--> statement-breakpoint
ALTER TABLE `result_revisions` ADD `facts` text;--> statement-breakpoint
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
