CREATE TABLE `initiative_authors` (
	`initiative_id` text NOT NULL,
	`folded_name` text NOT NULL,
	PRIMARY KEY(`initiative_id`, `folded_name`),
	FOREIGN KEY (`initiative_id`) REFERENCES `initiatives`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `initiative_authors_name` ON `initiative_authors` (`folded_name`);--> statement-breakpoint
CREATE TABLE `initiative_files` (
	`initiative_id` text PRIMARY KEY NOT NULL,
	`type` text NOT NULL,
	`bytes` blob NOT NULL,
	FOREIGN KEY (`initiative_id`) REFERENCES `initiatives`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `initiative_likes` (
	`initiative_id` text NOT NULL,
	`other_id` text NOT NULL,
	`likeness` text NOT NULL,
	PRIMARY KEY(`initiative_id`, `other_id`),
	FOREIGN KEY (`initiative_id`) REFERENCES `initiatives`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`other_id`) REFERENCES `initiatives`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `initiative_likes_other` ON `initiative_likes` (`other_id`);--> statement-breakpoint
CREATE TABLE `initiative_steps` (
	`id` text PRIMARY KEY NOT NULL,
	`initiative_id` text NOT NULL,
	`at` integer NOT NULL,
	`step` text NOT NULL,
	`actor_id` text NOT NULL,
	`reason` text NOT NULL,
	FOREIGN KEY (`initiative_id`) REFERENCES `initiatives`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `initiative_steps_initiative` ON `initiative_steps` (`initiative_id`,`at`);--> statement-breakpoint
CREATE TABLE `initiatives` (
	`id` text PRIMARY KEY NOT NULL,
	`contest_id` text NOT NULL,
	`union_id` text NOT NULL,
	`secret` integer NOT NULL,
	`title` text NOT NULL,
	`folded_title` text NOT NULL,
	`search_text` text NOT NULL,
	`authors` text NOT NULL,
	`kind` text,
	`field` text NOT NULL,
	`first_applied_on` text,
	`effect` text NOT NULL,
	`benefit` integer,
	`reward` integer,
	`recogniser` text,
	`decision_number` text NOT NULL,
	`decision_on` text,
	`state` text NOT NULL,
	`state_at` integer NOT NULL,
	`reason` text NOT NULL,
	`source` text NOT NULL,
	`entered_at` integer NOT NULL,
	`entered_by` text NOT NULL,
	`counted_at` integer,
	`has_file` integer NOT NULL,
	`missing` text NOT NULL,
	`complete` integer NOT NULL,
	`edition` integer NOT NULL,
	FOREIGN KEY (`contest_id`) REFERENCES `campaigns`(`contest_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`union_id`) REFERENCES `unions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `initiatives_contest` ON `initiatives` (`contest_id`,`state_at`);--> statement-breakpoint
CREATE INDEX `initiatives_union` ON `initiatives` (`contest_id`,`union_id`);--> statement-breakpoint
CREATE INDEX `initiatives_entered_by` ON `initiatives` (`entered_by`,`contest_id`);--> statement-breakpoint
CREATE INDEX `initiatives_title` ON `initiatives` (`contest_id`,`folded_title`);