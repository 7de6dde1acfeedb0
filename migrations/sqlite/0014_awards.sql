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
CREATE INDEX `awards_code` ON `awards` (`code`);