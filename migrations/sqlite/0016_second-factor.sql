CREATE TABLE `second_factors` (
	`account_id` text PRIMARY KEY NOT NULL,
	`locked_secret` text NOT NULL,
	`on_since` integer NOT NULL,
	`last_step` integer NOT NULL,
	`failures` integer DEFAULT 0 NOT NULL,
	`failed_at` integer DEFAULT 0 NOT NULL,
	`recovery_hashes` text NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
