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
ALTER TABLE `result_revisions` ADD `facts` text;