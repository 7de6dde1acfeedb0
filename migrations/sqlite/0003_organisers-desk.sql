CREATE TABLE `announcements` (
	`id` text PRIMARY KEY NOT NULL,
	`contest_id` text NOT NULL,
	`scope` text NOT NULL,
	`union_id` text,
	`title` text NOT NULL,
	`body` text NOT NULL,
	`at` integer NOT NULL,
	`actor_id` text NOT NULL,
	`withdrawn_at` integer,
	FOREIGN KEY (`contest_id`) REFERENCES `contests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`union_id`) REFERENCES `unions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `announcements_contest` ON `announcements` (`contest_id`,`at`);--> statement-breakpoint
CREATE TABLE `contest_entries` (
	`contest_id` text NOT NULL,
	`contestant_id` text NOT NULL,
	`entered_at` integer NOT NULL,
	PRIMARY KEY(`contest_id`, `contestant_id`),
	FOREIGN KEY (`contest_id`) REFERENCES `contests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`contestant_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `division_unions` (
	`contest_id` text NOT NULL,
	`union_id` text NOT NULL,
	`division_id` text NOT NULL,
	PRIMARY KEY(`contest_id`, `union_id`),
	FOREIGN KEY (`contest_id`) REFERENCES `contests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`union_id`) REFERENCES `unions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`division_id`) REFERENCES `divisions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `division_unions_division` ON `division_unions` (`division_id`);--> statement-breakpoint
CREATE TABLE `divisions` (
	`id` text PRIMARY KEY NOT NULL,
	`contest_id` text NOT NULL,
	`name` text NOT NULL,
	`position` integer NOT NULL,
	FOREIGN KEY (`contest_id`) REFERENCES `contests`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `divisions_name` ON `divisions` (`contest_id`,`name`);--> statement-breakpoint
CREATE TABLE `extra_times` (
	`id` text PRIMARY KEY NOT NULL,
	`contest_id` text NOT NULL,
	`scope` text NOT NULL,
	`target_id` text,
	`extra_ms` integer NOT NULL,
	`from_at` integer,
	`until_at` integer,
	`at` integer NOT NULL,
	`actor_id` text NOT NULL,
	`reason` text NOT NULL,
	`attempts` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`contest_id`) REFERENCES `contests`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `extra_times_contest` ON `extra_times` (`contest_id`,`at`);--> statement-breakpoint
CREATE TABLE `held_responses` (
	`attempt_id` text NOT NULL,
	`position` integer NOT NULL,
	`choice` text NOT NULL,
	`tapped_at` integer NOT NULL,
	`arrived_at` integer NOT NULL,
	PRIMARY KEY(`attempt_id`, `position`, `tapped_at`),
	FOREIGN KEY (`attempt_id`) REFERENCES `attempts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `inquiries` (
	`id` text PRIMARY KEY NOT NULL,
	`contest_id` text NOT NULL,
	`contestant_id` text NOT NULL,
	`union_id` text NOT NULL,
	`asked_at` integer NOT NULL,
	`body` text NOT NULL,
	`answer` text,
	`answered_at` integer,
	`answered_by` text,
	`seen_at` integer,
	FOREIGN KEY (`contest_id`) REFERENCES `contests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`contestant_id`) REFERENCES `contestants`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`union_id`) REFERENCES `unions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `inquiries_contest` ON `inquiries` (`contest_id`,`asked_at`);--> statement-breakpoint
CREATE INDEX `inquiries_contestant` ON `inquiries` (`contestant_id`,`asked_at`);--> statement-breakpoint
CREATE TABLE `invitations` (
	`id` text PRIMARY KEY NOT NULL,
	`token_hash` text NOT NULL,
	`role` text NOT NULL,
	`full_name` text NOT NULL,
	`union_id` text,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`state` text NOT NULL,
	`account_id` text,
	FOREIGN KEY (`union_id`) REFERENCES `unions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `invitations_token_hash_unique` ON `invitations` (`token_hash`);--> statement-breakpoint
CREATE TABLE `reset_codes` (
	`account_id` text PRIMARY KEY NOT NULL,
	`code_hash` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `roster_entries` (
	`id` text PRIMARY KEY NOT NULL,
	`contest_id` text NOT NULL,
	`code` text,
	`phone` text,
	`full_name` text NOT NULL,
	`birth_date` text,
	`contestant_kind` text NOT NULL,
	`union_id` text NOT NULL,
	`search_text` text NOT NULL,
	`account_id` text,
	FOREIGN KEY (`contest_id`) REFERENCES `contests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`union_id`) REFERENCES `unions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `roster_entries_code` ON `roster_entries` (`contest_id`,`code`) WHERE code is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `roster_entries_phone` ON `roster_entries` (`contest_id`,`phone`) WHERE phone is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `roster_entries_account` ON `roster_entries` (`contest_id`,`account_id`) WHERE account_id is not null;--> statement-breakpoint
CREATE INDEX `roster_entries_union` ON `roster_entries` (`contest_id`,`union_id`);--> statement-breakpoint
ALTER TABLE `accounts` ADD `sessions_from` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `accounts` ADD `disabled_at` integer;--> statement-breakpoint
ALTER TABLE `attempts` ADD `extra_ms` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `attempts` ADD `paused_ms` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `contests` ADD `state` text DEFAULT 'published' NOT NULL;--> statement-breakpoint
ALTER TABLE `contests` ADD `settings` text DEFAULT '{"attemptsPerContest":null,"overall":"sum","eligibleKinds":[],"eligibleUnions":[],"accessCode":null,"barred":[],"entry":"open","prizes":{"roundPeople":[],"contestPeople":[],"unions":[],"divisions":[],"unionMetric":"people","leastMembers":0,"onePerPerson":"no"},"expectedPeople":null}' NOT NULL;--> statement-breakpoint
ALTER TABLE `contests` ADD `paused_at` integer;--> statement-breakpoint
ALTER TABLE `rounds` ADD `practice` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `unions` ADD `state` text DEFAULT 'active' NOT NULL;--> statement-breakpoint
ALTER TABLE `unions` ADD `merged_into` text REFERENCES unions(id);--> statement-breakpoint
ALTER TABLE `unions` ADD `note` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `unions` ADD `count_confirmed_at` integer;--> statement-breakpoint
ALTER TABLE `unions` ADD `count_confirmed_by` text;--> statement-breakpoint
UPDATE `rounds` SET `rules` = json_insert(`rules`, '$.attemptsPerDay', json('null'), '$.hours', json('null'), '$.bestAmongEquals', 'tieBreaks', '$.lateAnswers', 'refused', '$.showAnswers', 'never', '$.board', 'live', '$.frozenMinutes', 0);
