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
CREATE INDEX `data_requests_contestant` ON `data_requests` (`contestant_id`);--> statement-breakpoint
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

--> statement-breakpoint
-- by hand: an upgrade over 0004 and 0009 at once had no boards left to take the totals of sealed unions from: rounds sealed before show nobody in any union. They are counted from the sealed rows.
CREATE TABLE `sealed_union_sums` AS
WITH RECURSIVE lost AS (
	SELECT revision.id AS revision_id, revision.round_id, revision.chain_seq FROM result_revisions AS revision
	WHERE revision.state = 'sealed' AND EXISTS (SELECT 1 FROM result_rows WHERE result_rows.revision_id = revision.id)
		AND NOT EXISTS (SELECT 1 FROM sealed_unions WHERE sealed_unions.revision_id = revision.id AND sealed_unions.people > 0)
), person AS (
	SELECT lost.revision_id, result.union_id, result.score, count(*) AS attempts, max(attempt.all_correct) AS all_correct
	FROM lost JOIN result_rows AS result ON result.revision_id = lost.revision_id
	JOIN attempts AS attempt ON attempt.contestant_id = result.contestant_id AND attempt.round_id = lost.round_id
	JOIN submission_log AS line ON line.attempt_id = attempt.id AND line.kind = 'submission' AND line.seq <= lost.chain_seq
	WHERE NOT EXISTS (
		SELECT 1 FROM submission_log AS void WHERE void.attempt_id = attempt.id AND void.kind = 'void' AND void.seq <= lost.chain_seq AND NOT EXISTS (
			SELECT 1 FROM submission_log AS back WHERE back.attempt_id = attempt.id AND back.kind = 'restore' AND back.seq BETWEEN void.seq AND lost.chain_seq))
	GROUP BY lost.revision_id, result.contestant_id
), above AS (
	SELECT revision_id, union_id, count(*) AS people, sum(attempts) AS attempts, sum(score) AS score_sum, sum(all_correct) AS all_correct
	FROM person GROUP BY revision_id, union_id
	UNION ALL
	SELECT above.revision_id, sealed.parent_id, above.people, above.attempts, above.score_sum, above.all_correct
	FROM above JOIN sealed_unions AS sealed ON sealed.revision_id = above.revision_id AND sealed.union_id = above.union_id
	WHERE sealed.parent_id IS NOT NULL
)
SELECT revision_id, union_id, sum(people) AS people, sum(attempts) AS attempts, round(sum(score_sum), 2) AS score_sum, sum(all_correct) AS all_correct
FROM above GROUP BY revision_id, union_id;
--> statement-breakpoint
-- by hand: see above; nothing that a seal says of a person changes.
DROP TRIGGER `sealed_unions_no_update`;
--> statement-breakpoint
-- by hand: see above.
UPDATE `sealed_unions` SET `people` = sums.people, `attempts` = sums.attempts, `score_sum` = sums.score_sum, `all_correct` = sums.all_correct
FROM `sealed_union_sums` AS sums WHERE sums.revision_id = sealed_unions.revision_id AND sums.union_id = sealed_unions.union_id;
--> statement-breakpoint
-- by hand: see above.
DROP TABLE `sealed_union_sums`;
--> statement-breakpoint
-- by hand: what a sealed revision keeps of the unions never changes.
CREATE TRIGGER `sealed_unions_no_update` BEFORE UPDATE ON `sealed_unions` BEGIN SELECT RAISE(ABORT, 'sealed results never change'); END;
