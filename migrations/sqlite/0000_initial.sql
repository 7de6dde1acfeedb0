CREATE TABLE `accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`login` text NOT NULL,
	`role` text NOT NULL,
	`full_name` text NOT NULL,
	`password_hash` text NOT NULL,
	`union_id` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`union_id`) REFERENCES `unions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `accounts_login_unique` ON `accounts` (`login`);--> statement-breakpoint
CREATE TABLE `attempts` (
	`id` text PRIMARY KEY NOT NULL,
	`round_id` text NOT NULL,
	`contestant_id` text NOT NULL,
	`union_id` text NOT NULL,
	`number` integer NOT NULL,
	`seed` text NOT NULL,
	`bank_version` integer NOT NULL,
	`paper` text NOT NULL,
	`shape` text NOT NULL,
	`started_at` integer NOT NULL,
	`deadline_at` integer NOT NULL,
	`prediction` integer,
	`submitted_at` integer,
	`finished_by` text,
	`score` real,
	`max_score` real,
	`correct_count` integer,
	`all_correct` integer,
	`duration_ms` integer,
	`receipt` text,
	FOREIGN KEY (`round_id`) REFERENCES `rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`contestant_id`) REFERENCES `contestants`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`union_id`) REFERENCES `unions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `attempts_number` ON `attempts` (`round_id`,`contestant_id`,`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `attempts_running` ON `attempts` (`contestant_id`) WHERE submitted_at is null;--> statement-breakpoint
CREATE INDEX `attempts_deadline` ON `attempts` (`deadline_at`) WHERE submitted_at is null;--> statement-breakpoint
CREATE INDEX `attempts_started` ON `attempts` (`round_id`,`started_at`);--> statement-breakpoint
CREATE TABLE `audit_entries` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`actor_id` text NOT NULL,
	`action` text NOT NULL,
	`subject` text NOT NULL,
	`reason` text NOT NULL,
	`details` text
);
--> statement-breakpoint
CREATE TABLE `contestants` (
	`id` text PRIMARY KEY NOT NULL,
	`phone` text NOT NULL,
	`birth_date` text NOT NULL,
	`contestant_kind` text NOT NULL,
	`union_id` text NOT NULL,
	`consent_version` text NOT NULL,
	`consent_at` integer NOT NULL,
	`sort_key` text NOT NULL,
	`search_text` text NOT NULL,
	FOREIGN KEY (`id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`union_id`) REFERENCES `unions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `contestants_phone_unique` ON `contestants` (`phone`);--> statement-breakpoint
CREATE INDEX `contestants_union` ON `contestants` (`union_id`);--> statement-breakpoint
CREATE TABLE `contests` (
	`id` text PRIMARY KEY NOT NULL,
	`slug` text NOT NULL,
	`title` text NOT NULL,
	`organiser` text NOT NULL,
	`intro` text NOT NULL,
	`time_zone` text NOT NULL,
	`opens_at` integer NOT NULL,
	`closes_at` integer NOT NULL,
	`consent` text NOT NULL,
	`bank_version` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `contests_slug_unique` ON `contests` (`slug`);--> statement-breakpoint
CREATE TABLE `outcomes` (
	`attempt_id` text PRIMARY KEY NOT NULL,
	`round_id` text NOT NULL,
	`contest_id` text NOT NULL,
	`contestant_id` text NOT NULL,
	`union_id` text NOT NULL,
	`number` integer NOT NULL,
	`score` real NOT NULL,
	`max_score` real NOT NULL,
	`all_correct` integer NOT NULL,
	`prediction` integer,
	`duration_ms` integer NOT NULL,
	`submitted_at` integer NOT NULL,
	`receipt` text NOT NULL,
	`voided` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `outcomes_person` ON `outcomes` (`contestant_id`,`round_id`);--> statement-breakpoint
CREATE INDEX `outcomes_round` ON `outcomes` (`round_id`,`submitted_at`);--> statement-breakpoint
CREATE TABLE `projections` (
	`name` text PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `question_versions` (
	`id` text PRIMARY KEY NOT NULL,
	`question_id` text NOT NULL,
	`contest_id` text NOT NULL,
	`version` integer NOT NULL,
	`since_bank` integer NOT NULL,
	`until_bank` integer,
	`kind` text NOT NULL,
	`topic` text NOT NULL,
	`difficulty` integer NOT NULL,
	`status` text NOT NULL,
	`search_text` text NOT NULL,
	`content` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`question_id`) REFERENCES `questions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`contest_id`) REFERENCES `contests`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `question_versions_number` ON `question_versions` (`question_id`,`version`);--> statement-breakpoint
CREATE INDEX `question_versions_bank` ON `question_versions` (`contest_id`,`until_bank`);--> statement-breakpoint
CREATE TABLE `questions` (
	`id` text PRIMARY KEY NOT NULL,
	`contest_id` text NOT NULL,
	`code` text NOT NULL,
	FOREIGN KEY (`contest_id`) REFERENCES `contests`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `questions_code` ON `questions` (`contest_id`,`code`);--> statement-breakpoint
CREATE TABLE `responses` (
	`attempt_id` text NOT NULL,
	`position` integer NOT NULL,
	`choice` text NOT NULL,
	`tapped_at` integer NOT NULL,
	`saved_at` integer NOT NULL,
	PRIMARY KEY(`attempt_id`, `position`),
	FOREIGN KEY (`attempt_id`) REFERENCES `attempts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `result_revisions` (
	`id` text PRIMARY KEY NOT NULL,
	`round_id` text NOT NULL,
	`number` integer NOT NULL,
	`state` text NOT NULL,
	`sealed_at` integer NOT NULL,
	`actor_id` text NOT NULL,
	`reason` text NOT NULL,
	`chain_seq` integer NOT NULL,
	`chain_hash` text NOT NULL,
	`results_hash` text NOT NULL,
	`rules` text NOT NULL,
	`people` integer NOT NULL,
	`attempts` integer NOT NULL,
	`all_correct_count` integer NOT NULL,
	`prediction_target` integer,
	FOREIGN KEY (`round_id`) REFERENCES `rounds`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `result_revisions_number` ON `result_revisions` (`round_id`,`number`);--> statement-breakpoint
CREATE TABLE `result_rows` (
	`revision_id` text NOT NULL,
	`position` integer NOT NULL,
	`rank` integer NOT NULL,
	`contestant_id` text NOT NULL,
	`attempt_id` text NOT NULL,
	`union_id` text NOT NULL,
	`union_name` text NOT NULL,
	`number` integer NOT NULL,
	`score` real NOT NULL,
	`max_score` real NOT NULL,
	`prediction` integer,
	`prediction_distance` integer,
	`duration_ms` integer NOT NULL,
	`submitted_at` integer NOT NULL,
	`receipt` text NOT NULL,
	`decided_by` text NOT NULL,
	`own` real,
	`next` real,
	PRIMARY KEY(`revision_id`, `position`),
	FOREIGN KEY (`revision_id`) REFERENCES `result_revisions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `result_rows_person` ON `result_rows` (`revision_id`,`contestant_id`);--> statement-breakpoint
CREATE TABLE `revoked_sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `rounds` (
	`id` text PRIMARY KEY NOT NULL,
	`contest_id` text NOT NULL,
	`number` integer NOT NULL,
	`title` text NOT NULL,
	`opens_at` integer NOT NULL,
	`closes_at` integer NOT NULL,
	`rules` text NOT NULL,
	`sealed_revision` integer,
	FOREIGN KEY (`contest_id`) REFERENCES `contests`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `rounds_number` ON `rounds` (`contest_id`,`number`);--> statement-breakpoint
CREATE TABLE `standings` (
	`board_id` text NOT NULL,
	`contestant_id` text NOT NULL,
	`union_id` text NOT NULL,
	`attempt_id` text NOT NULL,
	`attempts` integer NOT NULL,
	`score` real NOT NULL,
	`all_correct` integer NOT NULL,
	`duration_ms` integer NOT NULL,
	`submitted_at` integer NOT NULL,
	`k1` integer NOT NULL,
	`k2` integer NOT NULL,
	`k3` integer NOT NULL,
	`k4` integer NOT NULL,
	PRIMARY KEY(`board_id`, `contestant_id`)
);
--> statement-breakpoint
CREATE INDEX `standings_rank` ON `standings` (`board_id`,`k1`,`k2`,`k3`,`k4`,`attempt_id`);--> statement-breakpoint
CREATE INDEX `standings_union_rank` ON `standings` (`board_id`,`union_id`,`k1`,`k2`,`k3`,`k4`,`attempt_id`);--> statement-breakpoint
CREATE TABLE `submission_log` (
	`seq` integer PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`at` integer NOT NULL,
	`round_id` text NOT NULL,
	`attempt_id` text,
	`receipt` text,
	`payload` text NOT NULL,
	`prev_hash` text NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `submission_log_receipt_unique` ON `submission_log` (`receipt`);--> statement-breakpoint
CREATE INDEX `submission_log_round` ON `submission_log` (`round_id`,`seq`);--> statement-breakpoint
CREATE UNIQUE INDEX `submission_log_void` ON `submission_log` (`attempt_id`) WHERE kind = 'void';--> statement-breakpoint
CREATE TABLE `union_ancestors` (
	`union_id` text NOT NULL,
	`ancestor_id` text NOT NULL,
	`depth` integer NOT NULL,
	PRIMARY KEY(`union_id`, `ancestor_id`),
	FOREIGN KEY (`union_id`) REFERENCES `unions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`ancestor_id`) REFERENCES `unions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `union_ancestors_below` ON `union_ancestors` (`ancestor_id`,`union_id`);--> statement-breakpoint
CREATE TABLE `union_tallies` (
	`board_id` text NOT NULL,
	`union_id` text NOT NULL,
	`people` integer NOT NULL,
	`attempts` integer NOT NULL,
	`score_sum` real NOT NULL,
	`all_correct` integer NOT NULL,
	PRIMARY KEY(`board_id`, `union_id`)
);
--> statement-breakpoint
CREATE TABLE `unions` (
	`id` text PRIMARY KEY NOT NULL,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`parent_id` text,
	`member_count` integer,
	`path` text NOT NULL,
	`search_text` text NOT NULL,
	FOREIGN KEY (`parent_id`) REFERENCES `unions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `unions_code_unique` ON `unions` (`code`);--> statement-breakpoint
CREATE INDEX `unions_parent` ON `unions` (`parent_id`);