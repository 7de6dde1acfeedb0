CREATE TABLE `roster_entries` (
	`id` text PRIMARY KEY NOT NULL,
	`contest_id` text NOT NULL,
	`code` text,
	`phone` text,
	`full_name` text NOT NULL,
	`birth_date` text,
	`contestant_kind` text NOT NULL,
	`union_id` text NOT NULL,
	`sort_key` text NOT NULL,
	`search_text` text NOT NULL,
	`account_id` text,
	FOREIGN KEY (`contest_id`) REFERENCES `contests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`union_id`) REFERENCES `unions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `roster_entries_code` ON `roster_entries` (`contest_id`,`code`);--> statement-breakpoint
CREATE UNIQUE INDEX `roster_entries_phone` ON `roster_entries` (`contest_id`,`phone`);--> statement-breakpoint
CREATE UNIQUE INDEX `roster_entries_account` ON `roster_entries` (`contest_id`,`account_id`);--> statement-breakpoint
CREATE INDEX `roster_entries_union` ON `roster_entries` (`union_id`);