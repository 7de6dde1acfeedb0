CREATE TABLE `attempt_sightings` (
	`attempt_id` text NOT NULL,
	`round_id` text NOT NULL,
	`at` integer NOT NULL,
	`what` text NOT NULL,
	`browser` text NOT NULL,
	`system` text NOT NULL,
	`device_hash` text,
	`address_hash` text,
	PRIMARY KEY(`round_id`, `attempt_id`, `at`, `what`),
	FOREIGN KEY (`attempt_id`) REFERENCES `attempts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `flag_passes` (
	`round_id` text PRIMARY KEY NOT NULL,
	`pass_id` text NOT NULL,
	`at` integer NOT NULL,
	`seq` integer NOT NULL,
	`held` integer NOT NULL,
	`attempts` integer NOT NULL,
	`left_out` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `flag_people` (
	`pass_id` text NOT NULL,
	`flag_id` text NOT NULL,
	`position` integer NOT NULL,
	`contestant_id` text NOT NULL,
	`attempt_id` text,
	PRIMARY KEY(`pass_id`, `flag_id`, `position`)
);
--> statement-breakpoint
CREATE INDEX `flag_people_attempt` ON `flag_people` (`attempt_id`);--> statement-breakpoint
CREATE INDEX `flag_people_person` ON `flag_people` (`contestant_id`);--> statement-breakpoint
CREATE TABLE `flag_verdicts` (
	`flag_id` text PRIMARY KEY NOT NULL,
	`round_id` text NOT NULL,
	`verdict` text NOT NULL,
	`reason` text NOT NULL,
	`actor_id` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`round_id`) REFERENCES `rounds`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `flag_verdicts_round` ON `flag_verdicts` (`round_id`);--> statement-breakpoint
CREATE TABLE `flags` (
	`pass_id` text NOT NULL,
	`id` text NOT NULL,
	`round_id` text NOT NULL,
	`kind` text NOT NULL,
	`strength` text NOT NULL,
	`weight` integer NOT NULL,
	`evidence` text NOT NULL,
	PRIMARY KEY(`pass_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `flags_weight` ON `flags` (`pass_id`,`weight`,`id`);--> statement-breakpoint
CREATE INDEX `flags_round` ON `flags` (`round_id`,`pass_id`);--> statement-breakpoint
ALTER TABLE `contestants` ADD `joined_to` text;--> statement-breakpoint
ALTER TABLE `held_responses` ADD `decision` text;--> statement-breakpoint
ALTER TABLE `held_responses` ADD `replaced` text;