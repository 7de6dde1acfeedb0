CREATE TABLE `pictures` (
	`hash` text PRIMARY KEY NOT NULL,
	`type` text NOT NULL,
	`bytes` blob NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `question_imports` (
	`id` text PRIMARY KEY NOT NULL,
	`contest_id` text NOT NULL,
	`actor_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`file_name` text NOT NULL,
	`format` text NOT NULL,
	`state` text NOT NULL,
	`summary` text NOT NULL,
	`loaded_at` integer,
	`bank_version` integer,
	`undone_at` integer,
	`undo_reason` text,
	FOREIGN KEY (`contest_id`) REFERENCES `contests`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `question_imports_contest` ON `question_imports` (`contest_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `question_usage` (
	`version_id` text PRIMARY KEY NOT NULL,
	`drawn` integer NOT NULL,
	`answered` integer NOT NULL,
	`earned` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `staged_questions` (
	`import_id` text NOT NULL,
	`position` integer NOT NULL,
	`line` integer NOT NULL,
	`draft` text NOT NULL,
	`change` text NOT NULL,
	`likeness` text,
	`proposed` text NOT NULL,
	PRIMARY KEY(`import_id`, `position`),
	FOREIGN KEY (`import_id`) REFERENCES `question_imports`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
ALTER TABLE `contests` ADD `review_by_other` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `question_versions` ADD `author_id` text;--> statement-breakpoint
ALTER TABLE `question_versions` ADD `reviewer_id` text;--> statement-breakpoint
ALTER TABLE `question_versions` ADD `note` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `question_versions` ADD `import_id` text;--> statement-breakpoint
CREATE INDEX `question_versions_import` ON `question_versions` (`import_id`) WHERE import_id is not null;