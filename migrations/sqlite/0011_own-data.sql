CREATE TABLE `account_sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`browser` text NOT NULL,
	`system` text NOT NULL,
	`began_at` integer NOT NULL,
	`seen_at` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `account_sessions_account` ON `account_sessions` (`account_id`);--> statement-breakpoint
CREATE INDEX `account_sessions_expiry` ON `account_sessions` (`expires_at`);--> statement-breakpoint
CREATE TABLE `consents` (
	`contestant_id` text NOT NULL,
	`contest_id` text NOT NULL,
	`version` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`contestant_id`, `contest_id`, `version`),
	FOREIGN KEY (`contestant_id`) REFERENCES `contestants`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`contest_id`) REFERENCES `contests`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `erasures` (
	`contestant_id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `sealed_faces` (
	`revision_id` text NOT NULL,
	`contestant_id` text NOT NULL,
	`full_name` text NOT NULL,
	`birth_date` text NOT NULL,
	`contestant_kind` text NOT NULL,
	PRIMARY KEY(`contestant_id`, `revision_id`),
	FOREIGN KEY (`revision_id`) REFERENCES `result_revisions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
ALTER TABLE `contestants` ADD `withdrawn_at` integer;--> statement-breakpoint
CREATE INDEX `contestants_withdrawn` ON `contestants` (`withdrawn_at`) WHERE withdrawn_at is not null;--> statement-breakpoint
ALTER TABLE `inquiries` ADD `wanted_union_id` text REFERENCES unions(id);
--> statement-breakpoint
-- by hand: the audit trail stays append-only, but for what it says of a person of whom nothing personal may be left: who did what and when stays.
DROP TRIGGER audit_entries_no_update;--> statement-breakpoint
-- by hand: see above.
CREATE TRIGGER audit_entries_no_update BEFORE UPDATE ON audit_entries WHEN old.id <> new.id OR old.at <> new.at OR old.actor_id <> new.actor_id OR old.action <> new.action OR new.details IS NOT NULL OR NOT EXISTS (SELECT 1 FROM erasures WHERE contestant_id = new.subject) BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
