CREATE TABLE "campaign_targets" (
	"contest_id" text collate "C" NOT NULL,
	"union_id" text collate "C" NOT NULL,
	"peer_group" text collate "C" NOT NULL,
	"initiatives" bigint,
	"benefit" bigint,
	"works" bigint,
	CONSTRAINT "campaign_targets_contest_id_union_id_pk" PRIMARY KEY("contest_id","union_id")
);
--> statement-breakpoint
CREATE TABLE "campaigns" (
	"contest_id" text collate "C" PRIMARY KEY NOT NULL,
	"is_on" boolean NOT NULL,
	"edition" bigint NOT NULL,
	"name" text collate "C" NOT NULL,
	"legal_basis" text collate "C" NOT NULL,
	"contents" text collate "C" NOT NULL,
	"opens_at" bigint NOT NULL,
	"closes_at" bigint NOT NULL,
	"initiatives_close_at" bigint NOT NULL,
	"file_needed" boolean NOT NULL,
	"initiative_columns" text collate "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "initiative_authors" (
	"initiative_id" text collate "C" NOT NULL,
	"folded_name" text collate "C" NOT NULL,
	CONSTRAINT "initiative_authors_initiative_id_folded_name_pk" PRIMARY KEY("initiative_id","folded_name")
);
--> statement-breakpoint
CREATE TABLE "initiative_files" (
	"initiative_id" text collate "C" PRIMARY KEY NOT NULL,
	"type" text collate "C" NOT NULL,
	"bytes" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "initiative_likes" (
	"initiative_id" text collate "C" NOT NULL,
	"other_id" text collate "C" NOT NULL,
	"likeness" text collate "C" NOT NULL,
	CONSTRAINT "initiative_likes_initiative_id_other_id_pk" PRIMARY KEY("initiative_id","other_id")
);
--> statement-breakpoint
CREATE TABLE "initiative_steps" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"initiative_id" text collate "C" NOT NULL,
	"at" bigint NOT NULL,
	"step" text collate "C" NOT NULL,
	"actor_id" text collate "C" NOT NULL,
	"reason" text collate "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "initiatives" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"contest_id" text collate "C" NOT NULL,
	"union_id" text collate "C" NOT NULL,
	"secret" boolean NOT NULL,
	"title" text collate "C" NOT NULL,
	"folded_title" text collate "C" NOT NULL,
	"search_text" text collate "C" NOT NULL,
	"authors" text collate "C" NOT NULL,
	"kind" text collate "C",
	"field" text collate "C" NOT NULL,
	"first_applied_on" text collate "C",
	"effect" text collate "C" NOT NULL,
	"benefit" bigint,
	"reward" bigint,
	"recogniser" text collate "C",
	"decision_number" text collate "C" NOT NULL,
	"decision_on" text collate "C",
	"state" text collate "C" NOT NULL,
	"state_at" bigint NOT NULL,
	"reason" text collate "C" NOT NULL,
	"source" text collate "C" NOT NULL,
	"entered_at" bigint NOT NULL,
	"entered_by" text collate "C" NOT NULL,
	"counted_at" bigint,
	"has_file" boolean NOT NULL,
	"missing" text collate "C" NOT NULL,
	"complete" boolean NOT NULL,
	"edition" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "campaign_targets" ADD CONSTRAINT "campaign_targets_contest_id_campaigns_contest_id_fk" FOREIGN KEY ("contest_id") REFERENCES "public"."campaigns"("contest_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_targets" ADD CONSTRAINT "campaign_targets_union_id_unions_id_fk" FOREIGN KEY ("union_id") REFERENCES "public"."unions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_contest_id_contests_id_fk" FOREIGN KEY ("contest_id") REFERENCES "public"."contests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "initiative_authors" ADD CONSTRAINT "initiative_authors_initiative_id_initiatives_id_fk" FOREIGN KEY ("initiative_id") REFERENCES "public"."initiatives"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "initiative_files" ADD CONSTRAINT "initiative_files_initiative_id_initiatives_id_fk" FOREIGN KEY ("initiative_id") REFERENCES "public"."initiatives"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "initiative_likes" ADD CONSTRAINT "initiative_likes_initiative_id_initiatives_id_fk" FOREIGN KEY ("initiative_id") REFERENCES "public"."initiatives"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "initiative_likes" ADD CONSTRAINT "initiative_likes_other_id_initiatives_id_fk" FOREIGN KEY ("other_id") REFERENCES "public"."initiatives"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "initiative_steps" ADD CONSTRAINT "initiative_steps_initiative_id_initiatives_id_fk" FOREIGN KEY ("initiative_id") REFERENCES "public"."initiatives"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "initiatives" ADD CONSTRAINT "initiatives_contest_id_campaigns_contest_id_fk" FOREIGN KEY ("contest_id") REFERENCES "public"."campaigns"("contest_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "initiatives" ADD CONSTRAINT "initiatives_union_id_unions_id_fk" FOREIGN KEY ("union_id") REFERENCES "public"."unions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "initiative_authors_name" ON "initiative_authors" USING btree ("folded_name");--> statement-breakpoint
CREATE INDEX "initiative_likes_other" ON "initiative_likes" USING btree ("other_id");--> statement-breakpoint
CREATE INDEX "initiative_steps_initiative" ON "initiative_steps" USING btree ("initiative_id","at");--> statement-breakpoint
CREATE INDEX "initiatives_contest" ON "initiatives" USING btree ("contest_id","state_at");--> statement-breakpoint
CREATE INDEX "initiatives_union" ON "initiatives" USING btree ("contest_id","union_id");--> statement-breakpoint
CREATE INDEX "initiatives_entered_by" ON "initiatives" USING btree ("entered_by","contest_id");--> statement-breakpoint
CREATE INDEX "initiatives_title" ON "initiatives" USING btree ("contest_id","folded_title");