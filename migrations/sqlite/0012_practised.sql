ALTER TABLE `questions` ADD `practised` integer DEFAULT false NOT NULL;
--> statement-breakpoint
-- by hand: what practice rounds have asked so far is noted too.
UPDATE `questions` SET `practised` = 1 WHERE `id` IN (
	SELECT version.question_id FROM attempts AS attempt JOIN rounds AS round ON round.id = attempt.round_id
	JOIN json_each(attempt.paper) AS item JOIN question_versions AS version ON version.id = json_extract(item.value, '$.versionId')
	WHERE round.practice = 1);
