CREATE TABLE `activity` (
	`board_id` text NOT NULL,
	`span` text NOT NULL,
	`at` integer NOT NULL,
	`union_id` text NOT NULL,
	`kind` text NOT NULL,
	`people` integer NOT NULL,
	`attempts` integer NOT NULL,
	`score_sum` real NOT NULL,
	`all_correct` integer NOT NULL,
	PRIMARY KEY(`board_id`, `span`, `at`, `union_id`, `kind`)
);
--> statement-breakpoint
ALTER TABLE `attempts` ADD `contestant_kind` text;--> statement-breakpoint
ALTER TABLE `outcomes` ADD `contestant_kind` text;
--> statement-breakpoint
-- by hand: attempts begun by an older release get the kind that their contestant has now.
UPDATE `attempts` SET `contestant_kind` = (SELECT `contestant_kind` FROM `contestants` WHERE `contestants`.`id` = `attempts`.`contestant_id`);
--> statement-breakpoint
-- by hand: activity is new, so the projector counts the whole log again.
DELETE FROM `outcomes`;
--> statement-breakpoint
DELETE FROM `standings`;
--> statement-breakpoint
DELETE FROM `union_tallies`;
--> statement-breakpoint
DELETE FROM `question_usage`;
--> statement-breakpoint
DELETE FROM `projections`;
