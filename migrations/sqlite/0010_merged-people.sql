CREATE TABLE `merged_people` (
	`contestant_id` text NOT NULL,
	`union_id` text NOT NULL,
	PRIMARY KEY(`contestant_id`, `union_id`),
	FOREIGN KEY (`contestant_id`) REFERENCES `contestants`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`union_id`) REFERENCES `unions`(`id`) ON UPDATE no action ON DELETE no action
);
