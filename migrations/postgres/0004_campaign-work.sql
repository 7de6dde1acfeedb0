CREATE TABLE "campaign_report_rules" (
	"contest_id" text collate "C" PRIMARY KEY NOT NULL,
	"due_days" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "campaign_reports" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"contest_id" text collate "C" NOT NULL,
	"union_id" text collate "C" NOT NULL,
	"period" bigint NOT NULL,
	"state" text collate "C" NOT NULL,
	"done" text collate "C" NOT NULL,
	"difficulties" text collate "C" NOT NULL,
	"proposals" text collate "C" NOT NULL,
	"head" text collate "C" NOT NULL,
	"figures" text collate "C",
	"edition" bigint NOT NULL,
	"saved_at" bigint NOT NULL,
	"saved_by" text collate "C" NOT NULL,
	"first_sent_at" bigint,
	"sent_at" bigint,
	"sent_by" text collate "C",
	"decided_at" bigint,
	"decided_by" text collate "C",
	"reason" text collate "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "commendation_choices" (
	"commendation_id" text collate "C" NOT NULL,
	"kind_key" text collate "C" NOT NULL,
	"subject_id" text collate "C" NOT NULL,
	"verdict" text collate "C" NOT NULL,
	"upward" boolean NOT NULL,
	"words" text collate "C" NOT NULL,
	"at" bigint NOT NULL,
	"actor_id" text collate "C" NOT NULL,
	CONSTRAINT "commendation_choices_commendation_id_kind_key_subject_id_pk" PRIMARY KEY("commendation_id","kind_key","subject_id")
);
--> statement-breakpoint
CREATE TABLE "commendation_lines" (
	"commendation_id" text collate "C" NOT NULL,
	"position" bigint NOT NULL,
	"kind_key" text collate "C" NOT NULL,
	"kind_title" text collate "C" NOT NULL,
	"subject_kind" text collate "C" NOT NULL,
	"subject_id" text collate "C" NOT NULL,
	"name" text collate "C" NOT NULL,
	"union_name" text collate "C" NOT NULL,
	"union_path" text collate "C" NOT NULL,
	"peer_group" text collate "C" NOT NULL,
	"rank" bigint NOT NULL,
	"points" double precision,
	"figures" text collate "C" NOT NULL,
	"merit" text collate "C" NOT NULL,
	"upward" boolean NOT NULL,
	"words" text collate "C" NOT NULL,
	CONSTRAINT "commendation_lines_commendation_id_position_pk" PRIMARY KEY("commendation_id","position")
);
--> statement-breakpoint
CREATE TABLE "commendation_nominees" (
	"commendation_id" text collate "C" NOT NULL,
	"id" text collate "C" NOT NULL,
	"kind_key" text collate "C" NOT NULL,
	"full_name" text collate "C" NOT NULL,
	"union_id" text collate "C" NOT NULL,
	"merit" text collate "C" NOT NULL,
	"at" bigint NOT NULL,
	"actor_id" text collate "C" NOT NULL,
	CONSTRAINT "commendation_nominees_commendation_id_id_pk" PRIMARY KEY("commendation_id","id")
);
--> statement-breakpoint
CREATE TABLE "commendations" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"contest_id" text collate "C" NOT NULL,
	"number" bigint NOT NULL,
	"state" text collate "C" NOT NULL,
	"edition" bigint NOT NULL,
	"rules" text collate "C" NOT NULL,
	"papers" text collate "C" NOT NULL,
	"facts" text collate "C",
	"digest" text collate "C",
	"created_at" bigint NOT NULL,
	"created_by" text collate "C" NOT NULL,
	"decided_at" bigint,
	"decided_by" text collate "C",
	"reason" text collate "C" NOT NULL,
	"praised_at" bigint,
	"unpraised_reason" text collate "C"
);
--> statement-breakpoint
CREATE TABLE "work_photos" (
	"work_id" text collate "C" NOT NULL,
	"hash" text collate "C" NOT NULL,
	"type" text collate "C" NOT NULL,
	"width" bigint NOT NULL,
	"height" bigint NOT NULL,
	"size" bigint NOT NULL,
	"caption" text collate "C" NOT NULL,
	"added_at" bigint NOT NULL,
	"added_by" text collate "C" NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "work_photos_work_id_hash_pk" PRIMARY KEY("work_id","hash")
);
--> statement-breakpoint
CREATE TABLE "work_steps" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"work_id" text collate "C" NOT NULL,
	"at" bigint NOT NULL,
	"step" text collate "C" NOT NULL,
	"actor_id" text collate "C" NOT NULL,
	"reason" text collate "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "works" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"contest_id" text collate "C" NOT NULL,
	"union_id" text collate "C" NOT NULL,
	"title" text collate "C" NOT NULL,
	"search_text" text collate "C" NOT NULL,
	"kind" text collate "C" NOT NULL,
	"quantity" double precision,
	"measure" text collate "C" NOT NULL,
	"value" bigint,
	"carriers" text collate "C" NOT NULL,
	"planned_from" text collate "C" NOT NULL,
	"planned_to" text collate "C" NOT NULL,
	"state" text collate "C" NOT NULL,
	"state_at" bigint NOT NULL,
	"reason" text collate "C" NOT NULL,
	"source" text collate "C" NOT NULL,
	"entry_key" text collate "C" NOT NULL,
	"registered_at" bigint NOT NULL,
	"registered_by" text collate "C" NOT NULL,
	"done_on" text collate "C",
	"result" text collate "C" NOT NULL,
	"value_reached" bigint,
	"accepted_at" bigint,
	"edition" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "campaign_report_rules" ADD CONSTRAINT "campaign_report_rules_contest_id_campaigns_contest_id_fk" FOREIGN KEY ("contest_id") REFERENCES "public"."campaigns"("contest_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_reports" ADD CONSTRAINT "campaign_reports_contest_id_campaigns_contest_id_fk" FOREIGN KEY ("contest_id") REFERENCES "public"."campaigns"("contest_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_reports" ADD CONSTRAINT "campaign_reports_union_id_unions_id_fk" FOREIGN KEY ("union_id") REFERENCES "public"."unions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commendation_choices" ADD CONSTRAINT "commendation_choices_commendation_id_commendations_id_fk" FOREIGN KEY ("commendation_id") REFERENCES "public"."commendations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commendation_lines" ADD CONSTRAINT "commendation_lines_commendation_id_commendations_id_fk" FOREIGN KEY ("commendation_id") REFERENCES "public"."commendations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commendation_nominees" ADD CONSTRAINT "commendation_nominees_commendation_id_commendations_id_fk" FOREIGN KEY ("commendation_id") REFERENCES "public"."commendations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commendation_nominees" ADD CONSTRAINT "commendation_nominees_union_id_unions_id_fk" FOREIGN KEY ("union_id") REFERENCES "public"."unions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commendations" ADD CONSTRAINT "commendations_contest_id_campaigns_contest_id_fk" FOREIGN KEY ("contest_id") REFERENCES "public"."campaigns"("contest_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_photos" ADD CONSTRAINT "work_photos_work_id_works_id_fk" FOREIGN KEY ("work_id") REFERENCES "public"."works"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_steps" ADD CONSTRAINT "work_steps_work_id_works_id_fk" FOREIGN KEY ("work_id") REFERENCES "public"."works"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "works" ADD CONSTRAINT "works_contest_id_campaigns_contest_id_fk" FOREIGN KEY ("contest_id") REFERENCES "public"."campaigns"("contest_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "works" ADD CONSTRAINT "works_union_id_unions_id_fk" FOREIGN KEY ("union_id") REFERENCES "public"."unions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "campaign_reports_period" ON "campaign_reports" USING btree ("contest_id","period","union_id");--> statement-breakpoint
CREATE INDEX "campaign_reports_union" ON "campaign_reports" USING btree ("union_id","contest_id");--> statement-breakpoint
CREATE INDEX "commendation_choices_subject" ON "commendation_choices" USING btree ("subject_id");--> statement-breakpoint
CREATE INDEX "commendation_lines_subject" ON "commendation_lines" USING btree ("subject_id");--> statement-breakpoint
CREATE UNIQUE INDEX "commendations_number" ON "commendations" USING btree ("contest_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "commendations_draft" ON "commendations" USING btree ("contest_id") WHERE state = 'draft';--> statement-breakpoint
CREATE UNIQUE INDEX "commendations_praised" ON "commendations" USING btree ("contest_id") WHERE praised_at is not null;--> statement-breakpoint
CREATE INDEX "work_steps_work" ON "work_steps" USING btree ("work_id","at");--> statement-breakpoint
CREATE INDEX "works_contest" ON "works" USING btree ("contest_id","state_at");--> statement-breakpoint
CREATE INDEX "works_union" ON "works" USING btree ("contest_id","union_id");--> statement-breakpoint
CREATE UNIQUE INDEX "works_entry_key" ON "works" USING btree ("contest_id","registered_by","entry_key");