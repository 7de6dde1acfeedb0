CREATE TABLE `contest_entries` (
	`contest_id` text NOT NULL,
	`contestant_id` text NOT NULL,
	`entered_at` integer NOT NULL,
	PRIMARY KEY(`contest_id`, `contestant_id`),
	FOREIGN KEY (`contest_id`) REFERENCES `contests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`contestant_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `extra_times` (
	`id` text PRIMARY KEY NOT NULL,
	`contest_id` text NOT NULL,
	`scope` text NOT NULL,
	`target_id` text,
	`extra_ms` integer NOT NULL,
	`from_at` integer,
	`until_at` integer,
	`at` integer NOT NULL,
	`actor_id` text NOT NULL,
	`reason` text NOT NULL,
	`attempts` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`contest_id`) REFERENCES `contests`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `extra_times_contest` ON `extra_times` (`contest_id`,`at`);--> statement-breakpoint
CREATE TABLE `held_responses` (
	`attempt_id` text NOT NULL,
	`position` integer NOT NULL,
	`choice` text NOT NULL,
	`tapped_at` integer NOT NULL,
	`arrived_at` integer NOT NULL,
	PRIMARY KEY(`attempt_id`, `position`, `tapped_at`),
	FOREIGN KEY (`attempt_id`) REFERENCES `attempts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
ALTER TABLE `attempts` ADD `extra_ms` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `attempts` ADD `paused_ms` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `contests` ADD `state` text DEFAULT 'published' NOT NULL;--> statement-breakpoint
ALTER TABLE `contests` ADD `settings` text DEFAULT '{"attemptsPerContest":null,"overall":"sum","eligibleKinds":[],"eligibleUnions":[],"accessCode":null,"barred":[],"entry":"open","prizes":{"roundPeople":[],"contestPeople":[],"unions":[],"divisions":[],"unionMetric":"people","leastMembers":0,"onePerPerson":"no"},"expectedPeople":null}' NOT NULL;--> statement-breakpoint
ALTER TABLE `contests` ADD `paused_at` integer;--> statement-breakpoint
ALTER TABLE `rounds` ADD `practice` integer DEFAULT false NOT NULL;
--> statement-breakpoint
-- by hand: rounds made before these rules existed get what they did until now
UPDATE `rounds` SET `rules` = json_insert(`rules`, '$.attemptsPerDay', json('null'), '$.hours', json('null'), '$.bestAmongEquals', 'tieBreaks', '$.lateAnswers', 'refused', '$.showAnswers', 'never', '$.board', 'live', '$.frozenMinutes', 0);
