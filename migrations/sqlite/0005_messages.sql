CREATE TABLE `announcements` (
	`id` text PRIMARY KEY NOT NULL,
	`contest_id` text NOT NULL,
	`scope` text NOT NULL,
	`union_id` text,
	`title` text NOT NULL,
	`body` text NOT NULL,
	`search_text` text NOT NULL,
	`at` integer NOT NULL,
	`actor_id` text NOT NULL,
	`people` integer NOT NULL,
	`withdrawn_at` integer,
	`withdraw_reason` text,
	FOREIGN KEY (`contest_id`) REFERENCES `contests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`union_id`) REFERENCES `unions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `announcements_contest` ON `announcements` (`contest_id`,`at`);--> statement-breakpoint
CREATE TABLE `inquiries` (
	`id` text PRIMARY KEY NOT NULL,
	`contest_id` text NOT NULL,
	`contestant_id` text NOT NULL,
	`asked_at` integer NOT NULL,
	`body` text NOT NULL,
	`search_text` text NOT NULL,
	`answer` text,
	`answered_at` integer,
	`answered_by` text,
	`answer_revision` integer DEFAULT 0 NOT NULL,
	`seen_revision` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`contest_id`) REFERENCES `contests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`contestant_id`) REFERENCES `contestants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `inquiries_contest` ON `inquiries` (`contest_id`,`asked_at`);--> statement-breakpoint
CREATE INDEX `inquiries_contestant` ON `inquiries` (`contestant_id`,`asked_at`);--> statement-breakpoint
CREATE TABLE `ready_answers` (
	`contest_id` text PRIMARY KEY NOT NULL,
	`revision` integer NOT NULL,
	`answers` text NOT NULL,
	FOREIGN KEY (`contest_id`) REFERENCES `contests`(`id`) ON UPDATE no action ON DELETE no action
);
