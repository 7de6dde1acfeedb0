DROP INDEX `attempts_number`;--> statement-breakpoint
CREATE UNIQUE INDEX `attempts_number` ON `attempts` (`contestant_id`,`round_id`,`number`);--> statement-breakpoint
CREATE INDEX `contestants_joined` ON `contestants` (`joined_to`) WHERE joined_to is not null;