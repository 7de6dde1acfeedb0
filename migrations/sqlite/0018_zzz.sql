ALTER TABLE `attempt_sightings` ADD `round_id` text NOT NULL;--> statement-breakpoint
CREATE INDEX `attempt_sightings_round` ON `attempt_sightings` (`round_id`);