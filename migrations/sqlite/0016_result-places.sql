CREATE TABLE `result_places` (
	`revision_id` text NOT NULL,
	`contestant_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`revision_id`, `contestant_id`),
	FOREIGN KEY (`revision_id`) REFERENCES `result_revisions`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
DROP INDEX `result_rows_person`;--> statement-breakpoint
-- by hand: the places of what is sealed already, in the table's own order (made WITHOUT ROWID, by hand too); they never change either.
INSERT INTO result_places SELECT revision_id, contestant_id, position FROM result_rows ORDER BY revision_id, contestant_id;
--> statement-breakpoint
CREATE TRIGGER result_places_no_update BEFORE UPDATE ON result_places BEGIN SELECT RAISE(ABORT, 'result rows never change'); END;
--> statement-breakpoint
CREATE TRIGGER result_places_no_insert BEFORE INSERT ON result_places WHEN (SELECT state FROM result_revisions WHERE id = new.revision_id) = 'sealed' BEGIN SELECT RAISE(ABORT, 'a sealed revision never changes'); END;
--> statement-breakpoint
CREATE TRIGGER result_places_no_delete BEFORE DELETE ON result_places WHEN (SELECT state FROM result_revisions WHERE id = old.revision_id) = 'sealed' BEGIN SELECT RAISE(ABORT, 'a sealed revision never changes'); END;
