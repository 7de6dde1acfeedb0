CREATE INDEX `accounts_shown` ON `accounts` (`id`,`full_name`,`login`);--> statement-breakpoint
CREATE UNIQUE INDEX `contestants_left` ON `contestants` (`id`) WHERE withdrawn_at is not null;