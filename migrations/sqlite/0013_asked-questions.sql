CREATE TABLE `asked_questions` (
	`round_id` text NOT NULL,
	`question_id` text NOT NULL,
	PRIMARY KEY(`round_id`, `question_id`),
	FOREIGN KEY (`round_id`) REFERENCES `rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`question_id`) REFERENCES `questions`(`id`) ON UPDATE no action ON DELETE no action
);

--> statement-breakpoint
-- by hand: what real rounds have asked so far is noted too.
INSERT OR IGNORE INTO `asked_questions` (`round_id`, `question_id`)
	SELECT attempt.round_id, version.question_id FROM attempts AS attempt JOIN rounds AS round ON round.id = attempt.round_id
	JOIN json_each(attempt.paper) AS item JOIN question_versions AS version ON version.id = json_extract(item.value, '$.versionId')
	WHERE round.practice = 0;
