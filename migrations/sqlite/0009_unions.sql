CREATE TABLE `division_unions` (
	`contest_id` text NOT NULL,
	`union_id` text NOT NULL,
	`division_id` text NOT NULL,
	PRIMARY KEY(`contest_id`, `union_id`),
	FOREIGN KEY (`contest_id`) REFERENCES `contests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`union_id`) REFERENCES `unions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`division_id`) REFERENCES `divisions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `division_unions_division` ON `division_unions` (`division_id`);--> statement-breakpoint
CREATE TABLE `divisions` (
	`id` text PRIMARY KEY NOT NULL,
	`contest_id` text NOT NULL,
	`name` text NOT NULL,
	`position` integer NOT NULL,
	FOREIGN KEY (`contest_id`) REFERENCES `contests`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `divisions_contest` ON `divisions` (`contest_id`,`position`);--> statement-breakpoint
CREATE TABLE `sealed_unions` (
	`revision_id` text NOT NULL,
	`union_id` text NOT NULL,
	`parent_id` text,
	`division_id` text,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`path` text NOT NULL,
	`listed` integer NOT NULL,
	`member_total` integer,
	`people` integer NOT NULL,
	`attempts` integer NOT NULL,
	`score_sum` real NOT NULL,
	`all_correct` integer NOT NULL,
	PRIMARY KEY(`revision_id`, `union_id`),
	FOREIGN KEY (`revision_id`) REFERENCES `result_revisions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `sealed_unions_below` ON `sealed_unions` (`revision_id`,`parent_id`);--> statement-breakpoint
ALTER TABLE `unions` ADD `state` text DEFAULT 'active' NOT NULL;--> statement-breakpoint
ALTER TABLE `unions` ADD `merged_into` text REFERENCES unions(id);--> statement-breakpoint
ALTER TABLE `unions` ADD `note` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `unions` ADD `count_confirmed_at` integer;--> statement-breakpoint
ALTER TABLE `unions` ADD `count_confirmed_by` text;--> statement-breakpoint
ALTER TABLE `unions` ADD `member_total` integer;
--> statement-breakpoint
-- by hand: members of every union: its own number, or the sum over the nearest ones below that have one.
UPDATE `unions` SET `member_total` = coalesce(`member_count`, (
	SELECT sum(below.member_count) FROM union_ancestors AS link JOIN unions AS below ON below.id = link.union_id
	WHERE link.ancestor_id = unions.id AND below.member_count IS NOT NULL AND NOT EXISTS (
		SELECT 1 FROM union_ancestors AS up JOIN unions AS between_them ON between_them.id = up.ancestor_id
		JOIN union_ancestors AS down ON down.union_id = between_them.id AND down.ancestor_id = unions.id
		WHERE up.union_id = below.id AND up.depth > 0 AND down.depth > 0 AND between_them.member_count IS NOT NULL)));--> statement-breakpoint
-- by hand: rounds sealed before keep the tree and the totals that they have now.
INSERT INTO `sealed_unions` (`revision_id`, `union_id`, `parent_id`, `code`, `name`, `kind`, `path`, `listed`, `member_total`, `people`, `attempts`, `score_sum`, `all_correct`)
SELECT revision.id, unions.id, unions.parent_id, unions.code, unions.name, unions.kind, unions.path,
	unions.kind IN ('grassrootsUnion', 'sectionUnion', 'group'), unions.member_total,
	coalesce(tally.people, 0), coalesce(tally.attempts, 0), coalesce(tally.score_sum, 0), coalesce(tally.all_correct, 0)
FROM result_revisions AS revision CROSS JOIN unions
LEFT JOIN union_tallies AS tally ON tally.board_id = revision.round_id AND tally.union_id = unions.id
WHERE revision.state = 'sealed';
--> statement-breakpoint
-- by hand: what a sealed revision keeps of the unions never changes.
CREATE TRIGGER `sealed_unions_no_update` BEFORE UPDATE ON `sealed_unions` BEGIN SELECT RAISE(ABORT, 'sealed results never change'); END;--> statement-breakpoint
-- by hand: nor does any of it go away.
CREATE TRIGGER `sealed_unions_no_delete` BEFORE DELETE ON `sealed_unions` BEGIN SELECT RAISE(ABORT, 'sealed results never change'); END;
