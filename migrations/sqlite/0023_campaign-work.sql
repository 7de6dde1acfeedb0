CREATE TABLE `campaign_report_rules` (
	`contest_id` text PRIMARY KEY NOT NULL,
	`due_days` integer NOT NULL,
	FOREIGN KEY (`contest_id`) REFERENCES `campaigns`(`contest_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `campaign_reports` (
	`id` text PRIMARY KEY NOT NULL,
	`contest_id` text NOT NULL,
	`union_id` text NOT NULL,
	`period` integer NOT NULL,
	`state` text NOT NULL,
	`done` text NOT NULL,
	`difficulties` text NOT NULL,
	`proposals` text NOT NULL,
	`head` text NOT NULL,
	`figures` text,
	`edition` integer NOT NULL,
	`saved_at` integer NOT NULL,
	`saved_by` text NOT NULL,
	`first_sent_at` integer,
	`sent_at` integer,
	`sent_by` text,
	`decided_at` integer,
	`decided_by` text,
	`reason` text NOT NULL,
	FOREIGN KEY (`contest_id`) REFERENCES `campaigns`(`contest_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`union_id`) REFERENCES `unions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `campaign_reports_period` ON `campaign_reports` (`contest_id`,`period`,`union_id`);--> statement-breakpoint
CREATE INDEX `campaign_reports_union` ON `campaign_reports` (`union_id`,`contest_id`);--> statement-breakpoint
CREATE TABLE `commendation_choices` (
	`commendation_id` text NOT NULL,
	`kind_key` text NOT NULL,
	`subject_id` text NOT NULL,
	`verdict` text NOT NULL,
	`upward` integer NOT NULL,
	`words` text NOT NULL,
	`at` integer NOT NULL,
	`actor_id` text NOT NULL,
	PRIMARY KEY(`commendation_id`, `kind_key`, `subject_id`),
	FOREIGN KEY (`commendation_id`) REFERENCES `commendations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `commendation_choices_subject` ON `commendation_choices` (`subject_id`);--> statement-breakpoint
CREATE TABLE `commendation_lines` (
	`commendation_id` text NOT NULL,
	`position` integer NOT NULL,
	`kind_key` text NOT NULL,
	`kind_title` text NOT NULL,
	`subject_kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`name` text NOT NULL,
	`union_name` text NOT NULL,
	`union_path` text NOT NULL,
	`peer_group` text NOT NULL,
	`rank` integer NOT NULL,
	`points` real,
	`figures` text NOT NULL,
	`merit` text NOT NULL,
	`upward` integer NOT NULL,
	`words` text NOT NULL,
	PRIMARY KEY(`commendation_id`, `position`),
	FOREIGN KEY (`commendation_id`) REFERENCES `commendations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `commendation_lines_subject` ON `commendation_lines` (`subject_id`);--> statement-breakpoint
CREATE TABLE `commendation_nominees` (
	`commendation_id` text NOT NULL,
	`id` text NOT NULL,
	`kind_key` text NOT NULL,
	`full_name` text NOT NULL,
	`union_id` text NOT NULL,
	`merit` text NOT NULL,
	`at` integer NOT NULL,
	`actor_id` text NOT NULL,
	PRIMARY KEY(`commendation_id`, `id`),
	FOREIGN KEY (`commendation_id`) REFERENCES `commendations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`union_id`) REFERENCES `unions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `commendations` (
	`id` text PRIMARY KEY NOT NULL,
	`contest_id` text NOT NULL,
	`number` integer NOT NULL,
	`state` text NOT NULL,
	`edition` integer NOT NULL,
	`rules` text NOT NULL,
	`papers` text NOT NULL,
	`facts` text,
	`digest` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`decided_at` integer,
	`decided_by` text,
	`reason` text NOT NULL,
	`praised_at` integer,
	`unpraised_reason` text,
	FOREIGN KEY (`contest_id`) REFERENCES `campaigns`(`contest_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `commendations_number` ON `commendations` (`contest_id`,`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `commendations_draft` ON `commendations` (`contest_id`) WHERE state = 'draft';--> statement-breakpoint
CREATE UNIQUE INDEX `commendations_praised` ON `commendations` (`contest_id`) WHERE praised_at is not null;--> statement-breakpoint
CREATE TABLE `work_photos` (
	`work_id` text NOT NULL,
	`hash` text NOT NULL,
	`type` text NOT NULL,
	`width` integer NOT NULL,
	`height` integer NOT NULL,
	`size` integer NOT NULL,
	`caption` text NOT NULL,
	`added_at` integer NOT NULL,
	`added_by` text NOT NULL,
	`bytes` blob NOT NULL,
	PRIMARY KEY(`work_id`, `hash`),
	FOREIGN KEY (`work_id`) REFERENCES `works`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `work_steps` (
	`id` text PRIMARY KEY NOT NULL,
	`work_id` text NOT NULL,
	`at` integer NOT NULL,
	`step` text NOT NULL,
	`actor_id` text NOT NULL,
	`reason` text NOT NULL,
	FOREIGN KEY (`work_id`) REFERENCES `works`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `work_steps_work` ON `work_steps` (`work_id`,`at`);--> statement-breakpoint
CREATE TABLE `works` (
	`id` text PRIMARY KEY NOT NULL,
	`contest_id` text NOT NULL,
	`union_id` text NOT NULL,
	`title` text NOT NULL,
	`search_text` text NOT NULL,
	`kind` text NOT NULL,
	`quantity` real,
	`measure` text NOT NULL,
	`value` integer,
	`carriers` text NOT NULL,
	`planned_from` text NOT NULL,
	`planned_to` text NOT NULL,
	`state` text NOT NULL,
	`state_at` integer NOT NULL,
	`reason` text NOT NULL,
	`source` text NOT NULL,
	`entry_key` text NOT NULL,
	`registered_at` integer NOT NULL,
	`registered_by` text NOT NULL,
	`done_on` text,
	`result` text NOT NULL,
	`value_reached` integer,
	`accepted_at` integer,
	`edition` integer NOT NULL,
	FOREIGN KEY (`contest_id`) REFERENCES `campaigns`(`contest_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`union_id`) REFERENCES `unions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `works_contest` ON `works` (`contest_id`,`state_at`);--> statement-breakpoint
CREATE INDEX `works_union` ON `works` (`contest_id`,`union_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `works_entry_key` ON `works` (`contest_id`,`registered_by`,`entry_key`);