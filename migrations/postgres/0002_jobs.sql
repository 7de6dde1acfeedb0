-- Work that one server does and any server is asked for, with the files that it makes. Erased after its time, and not logged: after a crash it is begun again.
CREATE UNLOGGED TABLE jobs (
  id text COLLATE "C" PRIMARY KEY,
  kind text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  actor_id text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  about text NOT NULL,
  progress text,
  result text,
  alive_until bigint NOT NULL,
  keep_ms bigint NOT NULL,
  keep_until bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX jobs_kind ON jobs (kind, key);
--> statement-breakpoint
CREATE UNLOGGED TABLE job_file_pieces (
  job_id text COLLATE "C" NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
  file integer NOT NULL,
  piece integer NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (job_id, file, piece)
);
--> statement-breakpoint
-- Workbooks and archives are packed already.
ALTER TABLE job_file_pieces ALTER COLUMN bytes SET STORAGE EXTERNAL;
