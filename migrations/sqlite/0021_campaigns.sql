CREATE TABLE `campaign_targets` (
	`contest_id` text NOT NULL,
	`union_id` text NOT NULL,
	`peer_group` text NOT NULL,
	`initiatives` integer,
	`benefit` integer,
	`works` integer,
	PRIMARY KEY(`contest_id`, `union_id`),
	FOREIGN KEY (`contest_id`) REFERENCES `campaigns`(`contest_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`union_id`) REFERENCES `unions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `campaigns` (
	`contest_id` text PRIMARY KEY NOT NULL,
	`is_on` integer NOT NULL,
	`edition` integer NOT NULL,
	`name` text NOT NULL,
	`legal_basis` text NOT NULL,
	`contents` text NOT NULL,
	`opens_at` integer NOT NULL,
	`closes_at` integer NOT NULL,
	`initiatives_close_at` integer NOT NULL,
	`file_needed` integer NOT NULL,
	`initiative_columns` text NOT NULL,
	FOREIGN KEY (`contest_id`) REFERENCES `contests`(`id`) ON UPDATE no action ON DELETE no action
);
