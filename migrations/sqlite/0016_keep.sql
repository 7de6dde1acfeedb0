CREATE TABLE `data_requests` (
	`id` text PRIMARY KEY NOT NULL,
	`contestant_id` text NOT NULL,
	`union_id` text NOT NULL,
	`kind` text NOT NULL,
	`asked_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`filed_by` text NOT NULL,
	`words` text NOT NULL,
	`state` text NOT NULL,
	`answer` text,
	`answered_at` integer,
	`answered_by` text,
	FOREIGN KEY (`union_id`) REFERENCES `unions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `data_requests_state` ON `data_requests` (`state`,`due_at`);--> statement-breakpoint
CREATE INDEX `data_requests_contestant` ON `data_requests` (`contestant_id`);