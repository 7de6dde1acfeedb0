CREATE TABLE "account_sessions" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"account_id" text collate "C" NOT NULL,
	"browser" text collate "C" NOT NULL,
	"system" text collate "C" NOT NULL,
	"began_at" bigint NOT NULL,
	"seen_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "accounts" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"login" text collate "C" NOT NULL,
	"role" text collate "C" NOT NULL,
	"full_name" text collate "C" NOT NULL,
	"password_hash" text collate "C" NOT NULL,
	"union_id" text collate "C",
	"created_at" bigint NOT NULL,
	"sessions_from" bigint DEFAULT 0 NOT NULL,
	"disabled_at" bigint,
	CONSTRAINT "accounts_login_unique" UNIQUE("login")
);
--> statement-breakpoint
CREATE TABLE "activity" (
	"board_id" text collate "C" NOT NULL,
	"span" text collate "C" NOT NULL,
	"at" bigint NOT NULL,
	"union_id" text collate "C" NOT NULL,
	"kind" text collate "C" NOT NULL,
	"people" bigint NOT NULL,
	"attempts" bigint NOT NULL,
	"score_sum" double precision NOT NULL,
	"all_correct" bigint NOT NULL,
	CONSTRAINT "activity_board_id_span_at_union_id_kind_pk" PRIMARY KEY("board_id","span","at","union_id","kind")
);
--> statement-breakpoint
CREATE TABLE "announcements" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"contest_id" text collate "C" NOT NULL,
	"scope" text collate "C" NOT NULL,
	"union_id" text collate "C",
	"title" text collate "C" NOT NULL,
	"body" text collate "C" NOT NULL,
	"search_text" text collate "C" NOT NULL,
	"at" bigint NOT NULL,
	"actor_id" text collate "C" NOT NULL,
	"people" bigint NOT NULL,
	"withdrawn_at" bigint,
	"withdraw_reason" text collate "C"
);
--> statement-breakpoint
CREATE TABLE "appeals" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"contest_id" text collate "C" NOT NULL,
	"round_id" text collate "C" NOT NULL,
	"attempt_id" text collate "C" NOT NULL,
	"contestant_id" text collate "C" NOT NULL,
	"filed_at" bigint NOT NULL,
	"filed_by" text collate "C" NOT NULL,
	"late" boolean NOT NULL,
	"subject" text collate "C" NOT NULL,
	"position" bigint,
	"body" text collate "C" NOT NULL,
	"search_text" text collate "C" NOT NULL,
	"state" text collate "C" DEFAULT 'received' NOT NULL,
	"answer_by" bigint NOT NULL,
	"answer" text collate "C",
	"measure" text collate "C",
	"answered_at" bigint,
	"answered_by" text collate "C",
	"answer_revision" bigint DEFAULT 0 NOT NULL,
	"seen_revision" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "asked_questions" (
	"round_id" text collate "C" NOT NULL,
	"question_id" text collate "C" NOT NULL,
	CONSTRAINT "asked_questions_round_id_question_id_pk" PRIMARY KEY("round_id","question_id")
);
--> statement-breakpoint
CREATE TABLE "attempt_sightings" (
	"attempt_id" text collate "C" NOT NULL,
	"round_id" text collate "C" NOT NULL,
	"at" bigint NOT NULL,
	"what" text collate "C" NOT NULL,
	"browser" text collate "C" NOT NULL,
	"system" text collate "C" NOT NULL,
	"device_hash" text collate "C",
	"address_hash" text collate "C",
	CONSTRAINT "attempt_sightings_round_id_attempt_id_at_what_pk" PRIMARY KEY("round_id","attempt_id","at","what")
);
--> statement-breakpoint
CREATE TABLE "attempts" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"round_id" text collate "C" NOT NULL,
	"contestant_id" text collate "C" NOT NULL,
	"union_id" text collate "C" NOT NULL,
	"contestant_kind" text collate "C",
	"number" bigint NOT NULL,
	"seed" text collate "C" NOT NULL,
	"bank_version" bigint NOT NULL,
	"paper" text collate "C" NOT NULL,
	"shape" text collate "C" NOT NULL,
	"started_at" bigint NOT NULL,
	"deadline_at" bigint NOT NULL,
	"extra_ms" bigint DEFAULT 0 NOT NULL,
	"paused_ms" bigint DEFAULT 0 NOT NULL,
	"prediction" bigint,
	"submitted_at" bigint,
	"finished_by" text collate "C",
	"score" double precision,
	"max_score" double precision,
	"correct_count" bigint,
	"all_correct" boolean,
	"duration_ms" bigint,
	"receipt" text collate "C"
);
--> statement-breakpoint
CREATE TABLE "audit_entries" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL,
	"actor_id" text collate "C" NOT NULL,
	"action" text collate "C" NOT NULL,
	"subject" text collate "C" NOT NULL,
	"reason" text collate "C" NOT NULL,
	"details" text collate "C"
);
--> statement-breakpoint
CREATE TABLE "award_decisions" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"contest_id" text collate "C" NOT NULL,
	"round_id" text collate "C",
	"scope_id" text collate "C" NOT NULL,
	"number" bigint NOT NULL,
	"state" text collate "C" NOT NULL,
	"edition" bigint NOT NULL,
	"basis" text collate "C" NOT NULL,
	"papers" text collate "C" NOT NULL,
	"facts" text collate "C",
	"created_at" bigint NOT NULL,
	"created_by" text collate "C" NOT NULL,
	"published_at" bigint,
	"published_by" text collate "C",
	"reason" text collate "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "award_placements" (
	"decision_id" text collate "C" NOT NULL,
	"prize_group" text collate "C" NOT NULL,
	"division_id" text collate "C" NOT NULL,
	"subject_id" text collate "C" NOT NULL,
	"tier" bigint,
	"words" text collate "C" NOT NULL,
	"at" bigint NOT NULL,
	"actor_id" text collate "C" NOT NULL,
	CONSTRAINT "award_placements_decision_id_prize_group_division_id_subject_id_pk" PRIMARY KEY("decision_id","prize_group","division_id","subject_id")
);
--> statement-breakpoint
CREATE TABLE "awards" (
	"decision_id" text collate "C" NOT NULL,
	"position" bigint NOT NULL,
	"prize_group" text collate "C" NOT NULL,
	"division_id" text collate "C",
	"division_name" text collate "C",
	"tier" bigint NOT NULL,
	"title" text collate "C" NOT NULL,
	"value" bigint,
	"kind" text collate "C" NOT NULL,
	"subject_id" text collate "C" NOT NULL,
	"name" text collate "C" NOT NULL,
	"union_name" text collate "C" NOT NULL,
	"union_path" text collate "C" NOT NULL,
	"rank" bigint NOT NULL,
	"score" double precision,
	"duration_ms" bigint,
	"figure" double precision,
	"awarded_by" text collate "C" NOT NULL,
	"words" text collate "C",
	"code" text collate "C" NOT NULL,
	CONSTRAINT "awards_decision_id_position_pk" PRIMARY KEY("decision_id","position")
);
--> statement-breakpoint
CREATE TABLE "consents" (
	"contestant_id" text collate "C" NOT NULL,
	"contest_id" text collate "C" NOT NULL,
	"version" text collate "C" NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "consents_contestant_id_contest_id_version_pk" PRIMARY KEY("contestant_id","contest_id","version")
);
--> statement-breakpoint
CREATE TABLE "contest_entries" (
	"contest_id" text collate "C" NOT NULL,
	"contestant_id" text collate "C" NOT NULL,
	"entered_at" bigint NOT NULL,
	CONSTRAINT "contest_entries_contest_id_contestant_id_pk" PRIMARY KEY("contest_id","contestant_id")
);
--> statement-breakpoint
CREATE TABLE "contestants" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"phone" text collate "C" NOT NULL,
	"birth_date" text collate "C" NOT NULL,
	"contestant_kind" text collate "C" NOT NULL,
	"union_id" text collate "C" NOT NULL,
	"consent_version" text collate "C" NOT NULL,
	"consent_at" bigint NOT NULL,
	"sort_key" text collate "C" NOT NULL,
	"search_text" text collate "C" NOT NULL,
	"withdrawn_at" bigint,
	"joined_to" text collate "C",
	CONSTRAINT "contestants_phone_unique" UNIQUE("phone")
);
--> statement-breakpoint
CREATE TABLE "contests" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"slug" text collate "C" NOT NULL,
	"title" text collate "C" NOT NULL,
	"organiser" text collate "C" NOT NULL,
	"intro" text collate "C" NOT NULL,
	"time_zone" text collate "C" NOT NULL,
	"opens_at" bigint NOT NULL,
	"closes_at" bigint NOT NULL,
	"consent" text collate "C" NOT NULL,
	"bank_version" bigint NOT NULL,
	"review_by_other" boolean DEFAULT false NOT NULL,
	"state" text collate "C" DEFAULT 'published' NOT NULL,
	"settings" text collate "C" NOT NULL,
	"paused_at" bigint,
	CONSTRAINT "contests_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "data_requests" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"contestant_id" text collate "C" NOT NULL,
	"union_id" text collate "C" NOT NULL,
	"kind" text collate "C" NOT NULL,
	"asked_at" bigint NOT NULL,
	"due_at" bigint NOT NULL,
	"filed_by" text collate "C" NOT NULL,
	"words" text collate "C" NOT NULL,
	"state" text collate "C" NOT NULL,
	"answer" text collate "C",
	"answered_at" bigint,
	"answered_by" text collate "C"
);
--> statement-breakpoint
CREATE TABLE "division_unions" (
	"contest_id" text collate "C" NOT NULL,
	"union_id" text collate "C" NOT NULL,
	"division_id" text collate "C" NOT NULL,
	CONSTRAINT "division_unions_contest_id_union_id_pk" PRIMARY KEY("contest_id","union_id")
);
--> statement-breakpoint
CREATE TABLE "divisions" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"contest_id" text collate "C" NOT NULL,
	"name" text collate "C" NOT NULL,
	"position" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "erasures" (
	"contestant_id" text collate "C" PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "export_files" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"revision_id" text collate "C" NOT NULL,
	"format" text collate "C" NOT NULL,
	"scope" text collate "C" NOT NULL,
	"scope_name" text collate "C" NOT NULL,
	"erased" bigint NOT NULL,
	"bytes" bigint NOT NULL,
	"sha256" text collate "C" NOT NULL,
	"made_at" bigint NOT NULL,
	"actor_id" text collate "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "extra_times" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"contest_id" text collate "C" NOT NULL,
	"scope" text collate "C" NOT NULL,
	"target_id" text collate "C",
	"extra_ms" bigint NOT NULL,
	"from_at" bigint,
	"until_at" bigint,
	"at" bigint NOT NULL,
	"actor_id" text collate "C" NOT NULL,
	"reason" text collate "C" NOT NULL,
	"attempts" bigint NOT NULL,
	"ended_at" bigint
);
--> statement-breakpoint
CREATE TABLE "flag_passes" (
	"round_id" text collate "C" PRIMARY KEY NOT NULL,
	"pass_id" text collate "C" NOT NULL,
	"at" bigint NOT NULL,
	"seq" bigint NOT NULL,
	"held" bigint NOT NULL,
	"attempts" bigint NOT NULL,
	"left_out" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "flag_people" (
	"pass_id" text collate "C" NOT NULL,
	"flag_id" text collate "C" NOT NULL,
	"position" bigint NOT NULL,
	"contestant_id" text collate "C" NOT NULL,
	"attempt_id" text collate "C",
	CONSTRAINT "flag_people_pass_id_flag_id_position_pk" PRIMARY KEY("pass_id","flag_id","position")
);
--> statement-breakpoint
CREATE TABLE "flag_verdicts" (
	"flag_id" text collate "C" PRIMARY KEY NOT NULL,
	"round_id" text collate "C" NOT NULL,
	"verdict" text collate "C" NOT NULL,
	"reason" text collate "C" NOT NULL,
	"actor_id" text collate "C" NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "flags" (
	"pass_id" text collate "C" NOT NULL,
	"id" text collate "C" NOT NULL,
	"round_id" text collate "C" NOT NULL,
	"kind" text collate "C" NOT NULL,
	"strength" text collate "C" NOT NULL,
	"weight" bigint NOT NULL,
	"evidence" text collate "C" NOT NULL,
	CONSTRAINT "flags_pass_id_id_pk" PRIMARY KEY("pass_id","id")
);
--> statement-breakpoint
CREATE TABLE "held_responses" (
	"attempt_id" text collate "C" NOT NULL,
	"position" bigint NOT NULL,
	"choice" text collate "C" NOT NULL,
	"tapped_at" bigint NOT NULL,
	"arrived_at" bigint NOT NULL,
	"decision" text collate "C",
	"replaced" text collate "C",
	CONSTRAINT "held_responses_attempt_id_position_tapped_at_pk" PRIMARY KEY("attempt_id","position","tapped_at")
);
--> statement-breakpoint
CREATE TABLE "inquiries" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"contest_id" text collate "C" NOT NULL,
	"contestant_id" text collate "C" NOT NULL,
	"asked_at" bigint NOT NULL,
	"body" text collate "C" NOT NULL,
	"search_text" text collate "C" NOT NULL,
	"answer" text collate "C",
	"answered_at" bigint,
	"answered_by" text collate "C",
	"answer_revision" bigint DEFAULT 0 NOT NULL,
	"seen_revision" bigint DEFAULT 0 NOT NULL,
	"wanted_union_id" text collate "C"
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"token_hash" text collate "C" NOT NULL,
	"role" text collate "C" NOT NULL,
	"full_name" text collate "C" NOT NULL,
	"union_id" text collate "C",
	"created_by" text collate "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"state" text collate "C" NOT NULL,
	"account_id" text collate "C",
	CONSTRAINT "invitations_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "key_corrections" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"round_id" text collate "C" NOT NULL,
	"contest_id" text collate "C" NOT NULL,
	"question_id" text collate "C" NOT NULL,
	"seq" bigint NOT NULL,
	"treatment" text collate "C" NOT NULL,
	"versions" text collate "C" NOT NULL,
	"salt" text collate "C" NOT NULL,
	"at" bigint NOT NULL,
	"actor_id" text collate "C" NOT NULL,
	"reason" text collate "C" NOT NULL,
	"state" text collate "C" NOT NULL,
	"total" bigint DEFAULT 0 NOT NULL,
	"seen" bigint DEFAULT 0 NOT NULL,
	"seen_to" bigint DEFAULT 0 NOT NULL,
	"changed" bigint DEFAULT 0 NOT NULL,
	"finished_at" bigint,
	"revision" bigint,
	"failure" text collate "C"
);
--> statement-breakpoint
CREATE TABLE "merged_people" (
	"contestant_id" text collate "C" NOT NULL,
	"union_id" text collate "C" NOT NULL,
	CONSTRAINT "merged_people_contestant_id_union_id_pk" PRIMARY KEY("contestant_id","union_id")
);
--> statement-breakpoint
CREATE TABLE "outcomes" (
	"attempt_id" text collate "C" PRIMARY KEY NOT NULL,
	"round_id" text collate "C" NOT NULL,
	"contest_id" text collate "C" NOT NULL,
	"contestant_id" text collate "C" NOT NULL,
	"union_id" text collate "C" NOT NULL,
	"contestant_kind" text collate "C",
	"number" bigint NOT NULL,
	"score" double precision NOT NULL,
	"max_score" double precision NOT NULL,
	"all_correct" boolean NOT NULL,
	"prediction" bigint,
	"duration_ms" bigint NOT NULL,
	"submitted_at" bigint NOT NULL,
	"receipt" text collate "C" NOT NULL,
	"voided" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pictures" (
	"hash" text collate "C" PRIMARY KEY NOT NULL,
	"type" text collate "C" NOT NULL,
	"bytes" "bytea" NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "projections" (
	"name" text collate "C" PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "question_imports" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"contest_id" text collate "C" NOT NULL,
	"actor_id" text collate "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"file_name" text collate "C" NOT NULL,
	"format" text collate "C" NOT NULL,
	"state" text collate "C" NOT NULL,
	"summary" text collate "C" NOT NULL,
	"loaded_at" bigint,
	"bank_version" bigint,
	"undone_at" bigint,
	"undo_reason" text collate "C"
);
--> statement-breakpoint
CREATE TABLE "question_usage" (
	"version_id" text collate "C" PRIMARY KEY NOT NULL,
	"drawn" bigint NOT NULL,
	"answered" bigint NOT NULL,
	"earned" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "question_versions" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"question_id" text collate "C" NOT NULL,
	"contest_id" text collate "C" NOT NULL,
	"version" bigint NOT NULL,
	"since_bank" bigint NOT NULL,
	"until_bank" bigint,
	"kind" text collate "C" NOT NULL,
	"topic" text collate "C" NOT NULL,
	"difficulty" bigint NOT NULL,
	"status" text collate "C" NOT NULL,
	"search_text" text collate "C" NOT NULL,
	"content" text collate "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"author_id" text collate "C",
	"reviewer_id" text collate "C",
	"note" text collate "C" DEFAULT '' NOT NULL,
	"import_id" text collate "C"
);
--> statement-breakpoint
CREATE TABLE "questions" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"contest_id" text collate "C" NOT NULL,
	"code" text collate "C" NOT NULL,
	"practised" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rank_blocks" (
	"board_id" text collate "C" NOT NULL,
	"k1" bigint NOT NULL,
	"k2" bigint NOT NULL,
	"k3" bigint NOT NULL,
	"k4" bigint NOT NULL,
	"attempt_id" text collate "C" NOT NULL,
	"people" bigint NOT NULL,
	CONSTRAINT "rank_blocks_board_id_k1_k2_k3_k4_attempt_id_pk" PRIMARY KEY("board_id","k1","k2","k3","k4","attempt_id")
);
--> statement-breakpoint
CREATE TABLE "ready_answers" (
	"contest_id" text collate "C" PRIMARY KEY NOT NULL,
	"revision" bigint NOT NULL,
	"answers" text collate "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reset_codes" (
	"account_id" text collate "C" PRIMARY KEY NOT NULL,
	"code_hash" text collate "C" NOT NULL,
	"created_by" text collate "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"tries" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "responses" (
	"attempt_id" text collate "C" NOT NULL,
	"position" bigint NOT NULL,
	"choice" text collate "C" NOT NULL,
	"tapped_at" bigint NOT NULL,
	"saved_at" bigint NOT NULL,
	CONSTRAINT "responses_attempt_id_position_pk" PRIMARY KEY("attempt_id","position")
);
--> statement-breakpoint
CREATE TABLE "result_places" (
	"revision_id" text collate "C" NOT NULL,
	"contestant_id" text collate "C" NOT NULL,
	"position" bigint NOT NULL,
	CONSTRAINT "result_places_revision_id_contestant_id_pk" PRIMARY KEY("revision_id","contestant_id")
);
--> statement-breakpoint
CREATE TABLE "result_revisions" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"round_id" text collate "C" NOT NULL,
	"number" bigint NOT NULL,
	"state" text collate "C" NOT NULL,
	"sealed_at" bigint NOT NULL,
	"actor_id" text collate "C" NOT NULL,
	"reason" text collate "C" NOT NULL,
	"chain_seq" bigint NOT NULL,
	"chain_hash" text collate "C" NOT NULL,
	"results_hash" text collate "C" NOT NULL,
	"rules" text collate "C" NOT NULL,
	"people" bigint NOT NULL,
	"attempts" bigint NOT NULL,
	"all_correct_count" bigint NOT NULL,
	"prediction_target" bigint,
	"facts" text collate "C"
);
--> statement-breakpoint
CREATE TABLE "result_rows" (
	"revision_id" text collate "C" NOT NULL,
	"position" bigint NOT NULL,
	"rank" bigint NOT NULL,
	"contestant_id" text collate "C" NOT NULL,
	"attempt_id" text collate "C" NOT NULL,
	"union_id" text collate "C" NOT NULL,
	"union_name" text collate "C" NOT NULL,
	"number" bigint NOT NULL,
	"score" double precision NOT NULL,
	"max_score" double precision NOT NULL,
	"prediction" bigint,
	"prediction_distance" bigint,
	"duration_ms" bigint NOT NULL,
	"submitted_at" bigint NOT NULL,
	"receipt" text collate "C" NOT NULL,
	"decided_by" text collate "C" NOT NULL,
	"own" double precision,
	"next" double precision,
	CONSTRAINT "result_rows_revision_id_position_pk" PRIMARY KEY("revision_id","position")
);
--> statement-breakpoint
CREATE TABLE "revoked_sessions" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"expires_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "roster_entries" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"contest_id" text collate "C" NOT NULL,
	"code" text collate "C",
	"phone" text collate "C",
	"full_name" text collate "C" NOT NULL,
	"birth_date" text collate "C",
	"contestant_kind" text collate "C" NOT NULL,
	"union_id" text collate "C" NOT NULL,
	"sort_key" text collate "C" NOT NULL,
	"search_text" text collate "C" NOT NULL,
	"account_id" text collate "C"
);
--> statement-breakpoint
CREATE TABLE "rounds" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"contest_id" text collate "C" NOT NULL,
	"number" bigint NOT NULL,
	"title" text collate "C" NOT NULL,
	"opens_at" bigint NOT NULL,
	"closes_at" bigint NOT NULL,
	"rules" text collate "C" NOT NULL,
	"sealed_revision" bigint,
	"practice" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sealed_faces" (
	"revision_id" text collate "C" NOT NULL,
	"contestant_id" text collate "C" NOT NULL,
	"full_name" text collate "C" NOT NULL,
	"birth_date" text collate "C" NOT NULL,
	"contestant_kind" text collate "C" NOT NULL,
	CONSTRAINT "sealed_faces_contestant_id_revision_id_pk" PRIMARY KEY("contestant_id","revision_id")
);
--> statement-breakpoint
CREATE TABLE "sealed_unions" (
	"revision_id" text collate "C" NOT NULL,
	"union_id" text collate "C" NOT NULL,
	"parent_id" text collate "C",
	"division_id" text collate "C",
	"code" text collate "C" NOT NULL,
	"name" text collate "C" NOT NULL,
	"kind" text collate "C" NOT NULL,
	"path" text collate "C" NOT NULL,
	"listed" boolean NOT NULL,
	"member_total" bigint,
	"people" bigint NOT NULL,
	"attempts" bigint NOT NULL,
	"score_sum" double precision NOT NULL,
	"all_correct" bigint NOT NULL,
	CONSTRAINT "sealed_unions_revision_id_union_id_pk" PRIMARY KEY("revision_id","union_id")
);
--> statement-breakpoint
CREATE TABLE "second_factors" (
	"account_id" text collate "C" PRIMARY KEY NOT NULL,
	"locked_secret" text collate "C" NOT NULL,
	"on_since" bigint NOT NULL,
	"last_step" bigint NOT NULL,
	"failures" bigint DEFAULT 0 NOT NULL,
	"failed_at" bigint DEFAULT 0 NOT NULL,
	"recovery_hashes" text collate "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staged_questions" (
	"import_id" text collate "C" NOT NULL,
	"position" bigint NOT NULL,
	"line" bigint NOT NULL,
	"draft" text collate "C" NOT NULL,
	"change" text collate "C" NOT NULL,
	"likeness" text collate "C",
	"proposed" text collate "C" NOT NULL,
	CONSTRAINT "staged_questions_import_id_position_pk" PRIMARY KEY("import_id","position")
);
--> statement-breakpoint
CREATE TABLE "standings" (
	"board_id" text collate "C" NOT NULL,
	"contestant_id" text collate "C" NOT NULL,
	"union_id" text collate "C" NOT NULL,
	"attempt_id" text collate "C" NOT NULL,
	"attempts" bigint NOT NULL,
	"score" double precision NOT NULL,
	"all_correct" boolean NOT NULL,
	"duration_ms" bigint NOT NULL,
	"submitted_at" bigint NOT NULL,
	"k1" bigint NOT NULL,
	"k2" bigint NOT NULL,
	"k3" bigint NOT NULL,
	"k4" bigint NOT NULL,
	CONSTRAINT "standings_board_id_contestant_id_pk" PRIMARY KEY("board_id","contestant_id")
);
--> statement-breakpoint
CREATE TABLE "submission_log" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"kind" text collate "C" NOT NULL,
	"at" bigint NOT NULL,
	"round_id" text collate "C" NOT NULL,
	"attempt_id" text collate "C",
	"receipt" text collate "C",
	"payload" text collate "C" NOT NULL,
	"prev_hash" text collate "C" NOT NULL,
	"hash" text collate "C" NOT NULL,
	CONSTRAINT "submission_log_receipt_unique" UNIQUE("receipt")
);
--> statement-breakpoint
CREATE TABLE "union_ancestors" (
	"union_id" text collate "C" NOT NULL,
	"ancestor_id" text collate "C" NOT NULL,
	"depth" bigint NOT NULL,
	CONSTRAINT "union_ancestors_union_id_ancestor_id_pk" PRIMARY KEY("union_id","ancestor_id")
);
--> statement-breakpoint
CREATE TABLE "union_tallies" (
	"board_id" text collate "C" NOT NULL,
	"union_id" text collate "C" NOT NULL,
	"people" bigint NOT NULL,
	"attempts" bigint NOT NULL,
	"score_sum" double precision NOT NULL,
	"all_correct" bigint NOT NULL,
	CONSTRAINT "union_tallies_board_id_union_id_pk" PRIMARY KEY("board_id","union_id")
);
--> statement-breakpoint
CREATE TABLE "unions" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"code" text collate "C" NOT NULL,
	"name" text collate "C" NOT NULL,
	"kind" text collate "C" NOT NULL,
	"parent_id" text collate "C",
	"member_count" bigint,
	"path" text collate "C" NOT NULL,
	"search_text" text collate "C" NOT NULL,
	"state" text collate "C" DEFAULT 'active' NOT NULL,
	"merged_into" text collate "C",
	"note" text collate "C" DEFAULT '' NOT NULL,
	"count_confirmed_at" bigint,
	"count_confirmed_by" text collate "C",
	"member_total" bigint,
	CONSTRAINT "unions_code_unique" UNIQUE("code")
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_union_id_unions_id_fk" FOREIGN KEY ("union_id") REFERENCES "public"."unions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "announcements" ADD CONSTRAINT "announcements_contest_id_contests_id_fk" FOREIGN KEY ("contest_id") REFERENCES "public"."contests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "announcements" ADD CONSTRAINT "announcements_union_id_unions_id_fk" FOREIGN KEY ("union_id") REFERENCES "public"."unions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_contest_id_contests_id_fk" FOREIGN KEY ("contest_id") REFERENCES "public"."contests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_attempt_id_attempts_id_fk" FOREIGN KEY ("attempt_id") REFERENCES "public"."attempts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_contestant_id_contestants_id_fk" FOREIGN KEY ("contestant_id") REFERENCES "public"."contestants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "asked_questions" ADD CONSTRAINT "asked_questions_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "asked_questions" ADD CONSTRAINT "asked_questions_question_id_questions_id_fk" FOREIGN KEY ("question_id") REFERENCES "public"."questions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attempt_sightings" ADD CONSTRAINT "attempt_sightings_attempt_id_attempts_id_fk" FOREIGN KEY ("attempt_id") REFERENCES "public"."attempts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_contestant_id_contestants_id_fk" FOREIGN KEY ("contestant_id") REFERENCES "public"."contestants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_union_id_unions_id_fk" FOREIGN KEY ("union_id") REFERENCES "public"."unions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "award_decisions" ADD CONSTRAINT "award_decisions_contest_id_contests_id_fk" FOREIGN KEY ("contest_id") REFERENCES "public"."contests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "award_decisions" ADD CONSTRAINT "award_decisions_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "award_placements" ADD CONSTRAINT "award_placements_decision_id_award_decisions_id_fk" FOREIGN KEY ("decision_id") REFERENCES "public"."award_decisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "awards" ADD CONSTRAINT "awards_decision_id_award_decisions_id_fk" FOREIGN KEY ("decision_id") REFERENCES "public"."award_decisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_contestant_id_contestants_id_fk" FOREIGN KEY ("contestant_id") REFERENCES "public"."contestants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_contest_id_contests_id_fk" FOREIGN KEY ("contest_id") REFERENCES "public"."contests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contest_entries" ADD CONSTRAINT "contest_entries_contest_id_contests_id_fk" FOREIGN KEY ("contest_id") REFERENCES "public"."contests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contest_entries" ADD CONSTRAINT "contest_entries_contestant_id_accounts_id_fk" FOREIGN KEY ("contestant_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contestants" ADD CONSTRAINT "contestants_id_accounts_id_fk" FOREIGN KEY ("id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contestants" ADD CONSTRAINT "contestants_union_id_unions_id_fk" FOREIGN KEY ("union_id") REFERENCES "public"."unions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data_requests" ADD CONSTRAINT "data_requests_union_id_unions_id_fk" FOREIGN KEY ("union_id") REFERENCES "public"."unions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "division_unions" ADD CONSTRAINT "division_unions_contest_id_contests_id_fk" FOREIGN KEY ("contest_id") REFERENCES "public"."contests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "division_unions" ADD CONSTRAINT "division_unions_union_id_unions_id_fk" FOREIGN KEY ("union_id") REFERENCES "public"."unions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "division_unions" ADD CONSTRAINT "division_unions_division_id_divisions_id_fk" FOREIGN KEY ("division_id") REFERENCES "public"."divisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "divisions" ADD CONSTRAINT "divisions_contest_id_contests_id_fk" FOREIGN KEY ("contest_id") REFERENCES "public"."contests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "export_files" ADD CONSTRAINT "export_files_revision_id_result_revisions_id_fk" FOREIGN KEY ("revision_id") REFERENCES "public"."result_revisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "extra_times" ADD CONSTRAINT "extra_times_contest_id_contests_id_fk" FOREIGN KEY ("contest_id") REFERENCES "public"."contests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flag_verdicts" ADD CONSTRAINT "flag_verdicts_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "held_responses" ADD CONSTRAINT "held_responses_attempt_id_attempts_id_fk" FOREIGN KEY ("attempt_id") REFERENCES "public"."attempts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inquiries" ADD CONSTRAINT "inquiries_contest_id_contests_id_fk" FOREIGN KEY ("contest_id") REFERENCES "public"."contests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inquiries" ADD CONSTRAINT "inquiries_contestant_id_contestants_id_fk" FOREIGN KEY ("contestant_id") REFERENCES "public"."contestants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inquiries" ADD CONSTRAINT "inquiries_wanted_union_id_unions_id_fk" FOREIGN KEY ("wanted_union_id") REFERENCES "public"."unions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_union_id_unions_id_fk" FOREIGN KEY ("union_id") REFERENCES "public"."unions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "key_corrections" ADD CONSTRAINT "key_corrections_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "key_corrections" ADD CONSTRAINT "key_corrections_contest_id_contests_id_fk" FOREIGN KEY ("contest_id") REFERENCES "public"."contests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "key_corrections" ADD CONSTRAINT "key_corrections_question_id_questions_id_fk" FOREIGN KEY ("question_id") REFERENCES "public"."questions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merged_people" ADD CONSTRAINT "merged_people_contestant_id_contestants_id_fk" FOREIGN KEY ("contestant_id") REFERENCES "public"."contestants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merged_people" ADD CONSTRAINT "merged_people_union_id_unions_id_fk" FOREIGN KEY ("union_id") REFERENCES "public"."unions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "question_imports" ADD CONSTRAINT "question_imports_contest_id_contests_id_fk" FOREIGN KEY ("contest_id") REFERENCES "public"."contests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "question_versions" ADD CONSTRAINT "question_versions_question_id_questions_id_fk" FOREIGN KEY ("question_id") REFERENCES "public"."questions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "question_versions" ADD CONSTRAINT "question_versions_contest_id_contests_id_fk" FOREIGN KEY ("contest_id") REFERENCES "public"."contests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_contest_id_contests_id_fk" FOREIGN KEY ("contest_id") REFERENCES "public"."contests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ready_answers" ADD CONSTRAINT "ready_answers_contest_id_contests_id_fk" FOREIGN KEY ("contest_id") REFERENCES "public"."contests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reset_codes" ADD CONSTRAINT "reset_codes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "responses" ADD CONSTRAINT "responses_attempt_id_attempts_id_fk" FOREIGN KEY ("attempt_id") REFERENCES "public"."attempts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "result_places" ADD CONSTRAINT "result_places_revision_id_result_revisions_id_fk" FOREIGN KEY ("revision_id") REFERENCES "public"."result_revisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "result_revisions" ADD CONSTRAINT "result_revisions_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "result_rows" ADD CONSTRAINT "result_rows_revision_id_result_revisions_id_fk" FOREIGN KEY ("revision_id") REFERENCES "public"."result_revisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster_entries" ADD CONSTRAINT "roster_entries_contest_id_contests_id_fk" FOREIGN KEY ("contest_id") REFERENCES "public"."contests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster_entries" ADD CONSTRAINT "roster_entries_union_id_unions_id_fk" FOREIGN KEY ("union_id") REFERENCES "public"."unions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster_entries" ADD CONSTRAINT "roster_entries_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_contest_id_contests_id_fk" FOREIGN KEY ("contest_id") REFERENCES "public"."contests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sealed_faces" ADD CONSTRAINT "sealed_faces_revision_id_result_revisions_id_fk" FOREIGN KEY ("revision_id") REFERENCES "public"."result_revisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sealed_unions" ADD CONSTRAINT "sealed_unions_revision_id_result_revisions_id_fk" FOREIGN KEY ("revision_id") REFERENCES "public"."result_revisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "second_factors" ADD CONSTRAINT "second_factors_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staged_questions" ADD CONSTRAINT "staged_questions_import_id_question_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."question_imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "union_ancestors" ADD CONSTRAINT "union_ancestors_union_id_unions_id_fk" FOREIGN KEY ("union_id") REFERENCES "public"."unions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "union_ancestors" ADD CONSTRAINT "union_ancestors_ancestor_id_unions_id_fk" FOREIGN KEY ("ancestor_id") REFERENCES "public"."unions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unions" ADD CONSTRAINT "unions_parent_id_unions_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."unions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unions" ADD CONSTRAINT "unions_merged_into_unions_id_fk" FOREIGN KEY ("merged_into") REFERENCES "public"."unions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_sessions_account" ON "account_sessions" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "account_sessions_expiry" ON "account_sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "accounts_shown" ON "accounts" USING btree ("id","full_name","login");--> statement-breakpoint
CREATE INDEX "accounts_staff" ON "accounts" USING btree ("role") WHERE role <> 'contestant';--> statement-breakpoint
CREATE INDEX "accounts_gated" ON "accounts" USING btree ("sessions_from","disabled_at","id") WHERE (sessions_from > 0 or disabled_at is not null);--> statement-breakpoint
CREATE INDEX "announcements_contest" ON "announcements" USING btree ("contest_id","at");--> statement-breakpoint
CREATE INDEX "appeals_contest" ON "appeals" USING btree ("contest_id","filed_at");--> statement-breakpoint
CREATE INDEX "appeals_contestant" ON "appeals" USING btree ("contestant_id","filed_at");--> statement-breakpoint
CREATE INDEX "appeals_attempt" ON "appeals" USING btree ("attempt_id","filed_at");--> statement-breakpoint
CREATE INDEX "appeals_round" ON "appeals" USING btree ("round_id","state");--> statement-breakpoint
CREATE UNIQUE INDEX "appeals_waiting" ON "appeals" USING btree ("attempt_id") WHERE state in ('received', 'underReview');--> statement-breakpoint
CREATE UNIQUE INDEX "attempts_number" ON "attempts" USING btree ("contestant_id","round_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "attempts_running" ON "attempts" USING btree ("contestant_id") WHERE submitted_at is null;--> statement-breakpoint
CREATE INDEX "attempts_deadline" ON "attempts" USING btree ("deadline_at") WHERE submitted_at is null;--> statement-breakpoint
CREATE INDEX "attempts_started" ON "attempts" USING btree ("round_id","started_at");--> statement-breakpoint
CREATE INDEX "audit_entries_subject" ON "audit_entries" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "award_decisions_contest" ON "award_decisions" USING btree ("contest_id");--> statement-breakpoint
CREATE UNIQUE INDEX "award_decisions_number" ON "award_decisions" USING btree ("scope_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "award_decisions_draft" ON "award_decisions" USING btree ("scope_id") WHERE state = 'draft';--> statement-breakpoint
CREATE INDEX "awards_subject" ON "awards" USING btree ("subject_id");--> statement-breakpoint
CREATE INDEX "awards_code" ON "awards" USING btree ("code");--> statement-breakpoint
CREATE INDEX "contestants_union" ON "contestants" USING btree ("union_id");--> statement-breakpoint
CREATE INDEX "contestants_sort" ON "contestants" USING btree ("sort_key");--> statement-breakpoint
CREATE INDEX "contestants_withdrawn" ON "contestants" USING btree ("withdrawn_at") WHERE withdrawn_at is not null;--> statement-breakpoint
CREATE INDEX "contestants_joined" ON "contestants" USING btree ("joined_to") WHERE joined_to is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "contestants_left" ON "contestants" USING btree ("id") WHERE withdrawn_at is not null;--> statement-breakpoint
CREATE INDEX "data_requests_state" ON "data_requests" USING btree ("state","due_at");--> statement-breakpoint
CREATE INDEX "data_requests_contestant" ON "data_requests" USING btree ("contestant_id");--> statement-breakpoint
CREATE INDEX "division_unions_division" ON "division_unions" USING btree ("division_id");--> statement-breakpoint
CREATE INDEX "divisions_contest" ON "divisions" USING btree ("contest_id","position");--> statement-breakpoint
CREATE INDEX "export_files_revision" ON "export_files" USING btree ("revision_id","made_at");--> statement-breakpoint
CREATE INDEX "extra_times_contest" ON "extra_times" USING btree ("contest_id","at");--> statement-breakpoint
CREATE INDEX "flag_people_attempt" ON "flag_people" USING btree ("attempt_id");--> statement-breakpoint
CREATE INDEX "flag_people_person" ON "flag_people" USING btree ("contestant_id");--> statement-breakpoint
CREATE INDEX "flag_verdicts_round" ON "flag_verdicts" USING btree ("round_id");--> statement-breakpoint
CREATE INDEX "flags_weight" ON "flags" USING btree ("pass_id","weight","id");--> statement-breakpoint
CREATE INDEX "flags_round" ON "flags" USING btree ("round_id","pass_id");--> statement-breakpoint
CREATE INDEX "inquiries_contest" ON "inquiries" USING btree ("contest_id","asked_at");--> statement-breakpoint
CREATE INDEX "inquiries_contestant" ON "inquiries" USING btree ("contestant_id","asked_at");--> statement-breakpoint
CREATE UNIQUE INDEX "key_corrections_round" ON "key_corrections" USING btree ("round_id","seq");--> statement-breakpoint
CREATE INDEX "key_corrections_unfinished" ON "key_corrections" USING btree ("seq") WHERE state <> 'done';--> statement-breakpoint
CREATE INDEX "outcomes_person" ON "outcomes" USING btree ("contestant_id","round_id");--> statement-breakpoint
CREATE INDEX "outcomes_round" ON "outcomes" USING btree ("round_id","submitted_at");--> statement-breakpoint
CREATE INDEX "question_imports_contest" ON "question_imports" USING btree ("contest_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "question_versions_number" ON "question_versions" USING btree ("question_id","version");--> statement-breakpoint
CREATE INDEX "question_versions_import" ON "question_versions" USING btree ("import_id") WHERE import_id is not null;--> statement-breakpoint
CREATE INDEX "question_versions_bank" ON "question_versions" USING btree ("contest_id","until_bank");--> statement-breakpoint
CREATE UNIQUE INDEX "questions_code" ON "questions" USING btree ("contest_id","code");--> statement-breakpoint
CREATE UNIQUE INDEX "result_revisions_number" ON "result_revisions" USING btree ("round_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "roster_entries_code" ON "roster_entries" USING btree ("contest_id","code");--> statement-breakpoint
CREATE UNIQUE INDEX "roster_entries_phone" ON "roster_entries" USING btree ("contest_id","phone");--> statement-breakpoint
CREATE UNIQUE INDEX "roster_entries_account" ON "roster_entries" USING btree ("contest_id","account_id");--> statement-breakpoint
CREATE INDEX "roster_entries_union" ON "roster_entries" USING btree ("union_id");--> statement-breakpoint
CREATE UNIQUE INDEX "rounds_number" ON "rounds" USING btree ("contest_id","number");--> statement-breakpoint
CREATE INDEX "sealed_unions_below" ON "sealed_unions" USING btree ("revision_id","parent_id");--> statement-breakpoint
CREATE INDEX "standings_rank" ON "standings" USING btree ("board_id","k1","k2","k3","k4","attempt_id");--> statement-breakpoint
CREATE INDEX "standings_union_rank" ON "standings" USING btree ("board_id","union_id","k1","k2","k3","k4","attempt_id");--> statement-breakpoint
CREATE INDEX "submission_log_round" ON "submission_log" USING btree ("round_id","seq");--> statement-breakpoint
CREATE INDEX "submission_log_standing" ON "submission_log" USING btree ("attempt_id","seq") WHERE kind in ('void', 'restore');--> statement-breakpoint
CREATE INDEX "submission_log_regrade" ON "submission_log" USING btree ("attempt_id","seq") WHERE kind = 'regrade';--> statement-breakpoint
CREATE INDEX "union_ancestors_below" ON "union_ancestors" USING btree ("ancestor_id","union_id");--> statement-breakpoint
CREATE INDEX "unions_parent" ON "unions" USING btree ("parent_id");