BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'kiosk','0001_event_log','2026-11-27 02:14:07.600564+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'kiosk','0002_answers','2026-11-27 02:14:07.601438+00:00');
INSERT INTO "_sqlite_migrations" VALUES(3,'kiosk','0003_assessments','2026-11-27 02:14:07.602349+00:00');
INSERT INTO "_sqlite_migrations" VALUES(4,'kiosk','0004_outbox','2026-11-27 02:14:07.603190+00:00');
INSERT INTO "_sqlite_migrations" VALUES(5,'kiosk','0005_later_transcripts','2026-11-27 02:14:07.603756+00:00');
INSERT INTO "_sqlite_migrations" VALUES(6,'kiosk','0006_front_desk','2026-11-27 02:14:07.604385+00:00');
INSERT INTO "_sqlite_migrations" VALUES(7,'kiosk','0007_sync','2026-11-27 02:14:07.605912+00:00');
INSERT INTO "_sqlite_migrations" VALUES(8,'kiosk','0008_review','2026-11-27 02:14:07.611559+00:00');
INSERT INTO "_sqlite_migrations" VALUES(9,'kiosk','0009_review_notes','2026-11-27 02:14:07.616743+00:00');
INSERT INTO "_sqlite_migrations" VALUES(10,'kiosk','0010_trainings','2026-11-27 02:14:07.619221+00:00');
INSERT INTO "_sqlite_migrations" VALUES(11,'kiosk','0011_review_speed','2026-11-27 02:14:07.620152+00:00');
INSERT INTO "_sqlite_migrations" VALUES(12,'kiosk','0012_calls_taken','2026-11-27 02:14:07.621917+00:00');
INSERT INTO "_sqlite_migrations" VALUES(13,'kiosk','0013_rated_twice','2026-11-27 02:14:07.628159+00:00');
INSERT INTO "_sqlite_migrations" VALUES(14,'kiosk','0014_acts_sent','2026-11-27 02:14:07.631018+00:00');
INSERT INTO "_sqlite_migrations" VALUES(15,'kiosk','0015_list_speed','2026-11-27 02:14:07.635292+00:00');
INSERT INTO "_sqlite_migrations" VALUES(16,'kiosk','0016_links','2026-11-27 02:14:07.639219+00:00');
CREATE TABLE answers (
            interview_id   TEXT NOT NULL REFERENCES interviews (id) ON DELETE CASCADE,
            question_id    TEXT NOT NULL,
            turn           INTEGER NOT NULL CHECK (turn >= 1),
            take           INTEGER NOT NULL CHECK (take >= 1),
            follow_up      TEXT,
            words          TEXT NOT NULL,  -- JSON; as accepted, never changed
            corrected_text TEXT,                                     -- the candidate's words, if corrected
            flags          TEXT NOT NULL,  -- JSON
            accepted_at    REAL NOT NULL,
            PRIMARY KEY (interview_id, question_id, turn)
        ) STRICT
        ;
INSERT INTO "answers" VALUES('0190b1de-0000-7000-8000-000000000001','JD-Q01',1,1,NULL,'{"confidence":0.91,"corrected":false,"dropped":[],"kind":"Transcript","recognised_text":null,"segments":[],"source":"sherpa-onnx","text":"您好，我理解您的着急，先帮您查订单。"}','您好，我理解您的着急，先帮您查订单。谢谢','["clipped"]',1790000000.25);
INSERT INTO "answers" VALUES('0190b1de-0000-7000-8000-000000000001','JD-Q02',1,1,NULL,'{"confidence":0.91,"corrected":false,"dropped":[],"kind":"Transcript","recognised_text":null,"segments":[],"source":"sherpa-onnx","text":"您好，我理解您的着急，先帮您查订单。"}',NULL,'["clipped"]',1790000000.25);
CREATE TABLE appointments (
            code      TEXT PRIMARY KEY,
            at        REAL,                -- Unix seconds, UTC; NULL: no time was agreed
            phone_key TEXT                 -- NULL: no number is known
        ) STRICT
        ;
CREATE TABLE assessments (
            interview_id TEXT NOT NULL REFERENCES interviews (id) ON DELETE CASCADE,
            revision     INTEGER NOT NULL CHECK (revision >= 1),
            at           REAL NOT NULL,
            scorer       TEXT NOT NULL,
            facts        TEXT NOT NULL,  -- JSON
            assessment   TEXT NOT NULL,  -- JSON
            profile      TEXT NOT NULL,  -- JSON
            PRIMARY KEY (interview_id, revision)
        ) STRICT
        ;
INSERT INTO "assessments" VALUES('0190b1de-0000-7000-8000-000000000001',1,1790000001.25,'tier0/1.0.0','{"engines":["pocketsphinx/5.1.1"],"policy_pack":"cn_default"}','{"answers":[{"evidence":[{"end":10,"points":1.5,"question_id":"JD-Q01","quote":"我理解您的着急","rule":"m1_ack","start":3,"sub_dimension":"ec_empathy","turn":1}],"flags":[],"question_id":"JD-Q01","scored":true,"scores":[{"questions":1,"result":{"kind":"Score","standard_error":0.5,"value":7.5},"sub_dimension":"ec_empathy"},{"questions":0,"result":{"kind":"NotScored","reason":"not_observed"},"sub_dimension":"sp_solution"}],"turn":1}],"composite":{"band":"above","result":{"kind":"Score","standard_error":0.4,"value":7.5}},"composite_without_affect":{"band":"above","result":{"kind":"Score","standard_error":0.4,"value":7.5}},"dimensions":[{"dimension":"emotional","flags":[],"result":{"kind":"Score","standard_error":0.4,"value":7.5},"sub_dimensions":[{"questions":1,"result":{"kind":"Score","standard_error":0.5,"value":7.5},"sub_dimension":"ec_empathy"}]},{"dimension":"solving","flags":[],"result":{"kind":"NotScored","reason":"not_observed"},"sub_dimensions":[{"questions":0,"result":{"kind":"NotScored","reason":"not_observed"},"sub_dimension":"sp_solution"}]}],"flags":[],"notes":[],"scorer":"tier0/1.0.0"}','{"interview_id": "one", "composite": {"score": 7.5}}');
CREATE TABLE audit (
            seq    INTEGER PRIMARY KEY,
            at     REAL NOT NULL,
            actor  TEXT NOT NULL,
            action TEXT NOT NULL,
            body   TEXT NOT NULL,  -- JSON
            chain  TEXT NOT NULL  -- over the previous row's chain and this row
        ) STRICT
        ;
INSERT INTO "audit" VALUES(1,1790000001.25,'kiosk','interview_assessed','{"interview_id":"0190b1de-0000-7000-8000-000000000001","revision":1,"seal":"43a03c2f30a4e2de36d697837e4c6b20e6dbe5631dd3f63db79cca206e1de291"}','df695a882a974dad1f040d2b95d990a0d9a92e7bb004b00ea741892a19ecb281');
INSERT INTO "audit" VALUES(2,1790000001.25,'kiosk','interview_assessed','{"interview_id":"0190b1de-0000-7000-8000-000000000009","revision":1,"seal":"8142511125f8a3f944569e26b96333b14d7a4d6a6acb2329c687aff7edf1cec4"}','356012fc3aa560c4c3841b43fdc92b37b7a7dedde86df4ce846678e6f85056ec');
INSERT INTO "audit" VALUES(3,1790000002.25,'admin','interview_deleted','{"answers":2,"events":13,"head":"3f0a8d3914239af98ead5d706c50f2e09106ed47b3c94f993504b0d093e6e2b0","interview_id":"0190b1de-0000-7000-8000-000000000009","media_files":0,"outbox_rows":1,"reason":"by_hand"}','705532297c7d4d715535a884c58a21b8b10252e7cc4390758683756ec3694abb');
CREATE TABLE calls (
            number       INTEGER PRIMARY KEY,
            at           REAL NOT NULL,    -- Unix seconds, UTC
            reason       TEXT NOT NULL CHECK (reason IN ('help', 'seen_before', 'human')),
            interview_id TEXT REFERENCES interviews (id) ON DELETE CASCADE,
            answered_at  REAL
        , coming_at REAL, coming_by TEXT) STRICT
        ;
CREATE TABLE check_ins (
            interview_id TEXT PRIMARY KEY REFERENCES interviews (id) ON DELETE CASCADE,
            way          TEXT NOT NULL CHECK (way IN ('code', 'qr', 'phone', 'walk_in')),
            appointment  TEXT,             -- the code; it may be on no list any more
            phone_key    TEXT,
            let_on       INTEGER NOT NULL CHECK (let_on IN (0, 1))
        ) STRICT
        ;
CREATE TABLE delivered (
        id           TEXT PRIMARY KEY,
        kind         TEXT NOT NULL,
        payload      TEXT NOT NULL,     -- as it was sent: the hub may have to be given it again
        body_sha256  TEXT NOT NULL,     -- as the hub said it back
        interview_id TEXT REFERENCES interviews (id) ON DELETE CASCADE,
        created_at   REAL NOT NULL,     -- Unix seconds, UTC
        delivered_at REAL NOT NULL
    ) STRICT
    ;
CREATE TABLE events (
            seq          INTEGER PRIMARY KEY,  -- 1, 2, 3 ... over all interviews, no gaps
            interview_id TEXT NOT NULL,
            number       INTEGER NOT NULL,     -- 1, 2, 3 ... in its interview
            kind         TEXT NOT NULL,        -- class name in app/domain/events.py
            at           REAL NOT NULL,        -- Unix seconds, UTC
            body         TEXT,                 -- JSON of its fields; NULL: erased
            hash         TEXT NOT NULL,        -- over the interview's previous hash and this row
            chain        TEXT NOT NULL,        -- over the previous row's chain and `hash`
            UNIQUE (interview_id, number)
        ) STRICT
        ;
INSERT INTO "events" VALUES(1,'0190b1de-0000-7000-8000-000000000001',1,'InterviewStarted',1790000000.25,'{"interview_id":"0190b1de-0000-7000-8000-000000000001","language":"en"}','0c7fcd4bc1ebfc8cbdfea7b8669723984fcd37d21d1f03813e48a12051d634b9','968523ee1c063a4d4e6a7bf4924a21525aee77cb42fc6f81a2db518833eb37aa');
INSERT INTO "events" VALUES(2,'0190b1de-0000-7000-8000-000000000001',2,'LanguageChosen',1790000000.25,'{"language":"zh"}','31f83d236d0884611f1130f714bd3ad659ba31621d397f599132d45e1dfaaab5','2afa98736f97646c5eb403bca5bcbd354123ce7aa0b40fe41761d7aeb1125e80');
INSERT INTO "events" VALUES(3,'0190b1de-0000-7000-8000-000000000001',3,'ConsentGiven',1790000000.25,'{"consents":[{"given":true,"purpose":"ai_scoring"}],"plan":{"content_hash":"cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc","experience":"inexperienced","form":"short","job_profile":"jd_cs_agent","model_version":"1.0.0","questions":[{"answer_s":90,"content_warning":null,"follow_ups":[],"id":"JD-Q01","prep_s":10,"prompt":{"en":"ask","zh":"问"},"retakes_allowed":0,"scored":true,"simpler":null,"title":{"en":"q","zh":"题"},"type":"situational","work_sample":null},{"answer_s":90,"content_warning":null,"follow_ups":[],"id":"JD-Q02","prep_s":10,"prompt":{"en":"ask","zh":"问"},"retakes_allowed":0,"scored":true,"simpler":null,"title":{"en":"q","zh":"题"},"type":"situational","work_sample":null}]},"policy_pack":"cn_default","receipt":""}','bc187b8c4401daa2a188db07ff1d0d7836b2e78e9da574dc713e2f6cc05e232f','fbadcfae864175fa484e8d055e13657be9a5173297bced01eb55fa9c03ffec12');
INSERT INTO "events" VALUES(4,'0190b1de-0000-7000-8000-000000000001',4,'DeviceCheckPassed',1790000000.25,'{"camera":false,"microphone":true}','71edc89ca6b57501779f4bd4b1ca9016cf79988f8d0f50b6405df78b1bbb42b8','e1282a42f74698746873e66990a4b6f985961e462a3180aa7ead5f65d05427ca');
INSERT INTO "events" VALUES(5,'0190b1de-0000-7000-8000-000000000001',5,'QuestionShown',1790000000.25,'{"question_id":"JD-Q01","turn":1}','f8978ff3077c87d8760b28e29f6b6235c3ac0451d08b2e6e7751118d04635e6e','e561d81725c3b1bb81578375ad296d65cbf4699fec99ab6954c133758c66a0b8');
INSERT INTO "events" VALUES(6,'0190b1de-0000-7000-8000-000000000001',6,'TakeStarted',1790000000.25,'{"question_id":"JD-Q01","take":1,"turn":1,"typed":false}','ff0871d3f36bd1dffbb431510479ddbf776686f7e42d3528258a376dd8ff382e','aa6de211734798dadafa87f7f807da491e494bb1b4345a6e9d29323cba2facc7');
INSERT INTO "events" VALUES(7,'0190b1de-0000-7000-8000-000000000001',7,'TakeStopped',1790000000.25,'{"elapsed_s":32.0}','0123cf190b246a0dc39963cde9b14734da194eb53b6364b73ea0bf70d5125479','ce71ae13fd5a4e25daadeb4201953d130ad7fbdcc92cbc48eac2e6c7ce90c158');
INSERT INTO "events" VALUES(8,'0190b1de-0000-7000-8000-000000000001',8,'AnswerAccepted',1790000000.25,'{"answer":{"flags":["clipped"],"media":null,"observations":[{"baseline_z":-0.5,"end_s":31.5,"measure":"speech_rate","quality":"ok","reason":null,"start_s":0.0,"unit":"char/s","value":4.25},{"baseline_z":null,"end_s":0.0,"measure":"loudness","quality":"low","reason":"clipped","start_s":0.0,"unit":"dB","value":-31.0},{"baseline_z":null,"end_s":0.0,"measure":"f0_median","quality":"not_measured","reason":"too_short","start_s":0.0,"unit":"st","value":null}],"question_id":"JD-Q01","take":1,"turn":1,"warm_up":[],"words":{"confidence":0.91,"corrected":false,"dropped":[],"kind":"Transcript","recognised_text":null,"segments":[],"source":"sherpa-onnx","text":"您好，我理解您的着急，先帮您查订单。"}},"follow_up":null}','ea5ef452203ad6f509dd068920d4810565726508c3427d73bb3f3ee6bef76807','c80122b2efcc74b1edca856dc457b609da1f569a8fcfd79a4a3d5cf7502fa2ed');
INSERT INTO "events" VALUES(9,'0190b1de-0000-7000-8000-000000000001',9,'TranscriptCorrected',1790000000.25,'{"question_id":"JD-Q01","text":"您好，我理解您的着急，先帮您查订单。谢谢","turn":1}','fd98194c4e9a06689e943c61158ae8ca252833bb172d07dd75843ffc740e01e1','21ec57bce137c16e935134d485ef70fdb4c372e91e5019008975a95787005edb');
INSERT INTO "events" VALUES(10,'0190b1de-0000-7000-8000-000000000001',10,'QuestionShown',1790000000.25,'{"question_id":"JD-Q02","turn":1}','ea9478967298b49b78b61e72342f9ddee516e9c936414f6353f368c94042d58c','bc015aaaedbc7450cf1a1b6c35bf1487e75c81f7410d93cf207c6e9e17661097');
INSERT INTO "events" VALUES(11,'0190b1de-0000-7000-8000-000000000001',11,'TakeStarted',1790000000.25,'{"question_id":"JD-Q02","take":1,"turn":1,"typed":false}','cf9953c69e75e5d171596a604ed02fcd2bed8e433502bb83627875722ccf946a','9cd46b6fd4a6e6bcef1768893e9bb6ebdbad113ef72de525608cf015682625cb');
INSERT INTO "events" VALUES(12,'0190b1de-0000-7000-8000-000000000001',12,'TakeStopped',1790000000.25,'{"elapsed_s":32.0}','8afdf7eab75abeab8d814cc97bac413b7de44cbc0fcf7b071edd1c8a8cf9c5bf','c62bd2fe8791f595e9f77701f2764a6366c420641e5451157b71b01c2dda95d5');
INSERT INTO "events" VALUES(13,'0190b1de-0000-7000-8000-000000000001',13,'AnswerAccepted',1790000000.25,'{"answer":{"flags":["clipped"],"media":null,"observations":[{"baseline_z":-0.5,"end_s":31.5,"measure":"speech_rate","quality":"ok","reason":null,"start_s":0.0,"unit":"char/s","value":4.25},{"baseline_z":null,"end_s":0.0,"measure":"loudness","quality":"low","reason":"clipped","start_s":0.0,"unit":"dB","value":-31.0},{"baseline_z":null,"end_s":0.0,"measure":"f0_median","quality":"not_measured","reason":"too_short","start_s":0.0,"unit":"st","value":null}],"question_id":"JD-Q02","take":1,"turn":1,"warm_up":[],"words":{"confidence":0.91,"corrected":false,"dropped":[],"kind":"Transcript","recognised_text":null,"segments":[],"source":"sherpa-onnx","text":"您好，我理解您的着急，先帮您查订单。"}},"follow_up":null}','b56e9a5cf2af1c1286102298a38c9b00de4785c65f454259182ccad3f9dd8262','acbae6fbcaeb00b57b6a025062bc7ab6d1ae625bf53bc19252f6d508a47373db');
INSERT INTO "events" VALUES(14,'0190b1de-0000-7000-8000-000000000009',1,'Erased',1790000002.25,NULL,'dc4ae965527ff5282f01b2574fa53881a5955c1b6bfbc252b8a6c41c152b676c','4cd9055b199dd980f4f633dfccea98cb1abb744cf5ff9c4d5cd0ef892e982389');
INSERT INTO "events" VALUES(15,'0190b1de-0000-7000-8000-000000000009',2,'Erased',1790000002.25,NULL,'853272746f8dd7eed2b6783893dba193e01c292c588fbef4929a9c1a8da3ee43','0d4b2c9687e78d7b1daed61c318f21cbc2823ada0e2870bc42a8ce5f201ffd95');
INSERT INTO "events" VALUES(16,'0190b1de-0000-7000-8000-000000000009',3,'Erased',1790000002.25,NULL,'3529b883c02973f6660b176808158139294f0fefa7d0dbf95944f3d5b5411c39','ea34f21a08b789d2b8a800dfb4899fc347209c9ad79fc2d68de059c22c903f23');
INSERT INTO "events" VALUES(17,'0190b1de-0000-7000-8000-000000000009',4,'Erased',1790000002.25,NULL,'aeea264d06f45f7dfbf08137f1332a66032680444b2860588dd09200fbf9d548','2674477843305e6953242ab4ea4dfb4e4d18a1b42817a5783e4335b36a3b61b3');
INSERT INTO "events" VALUES(18,'0190b1de-0000-7000-8000-000000000009',5,'Erased',1790000002.25,NULL,'7f82490f53d19385a98b52b2c887bd0ed2c6da0152855685e88b4d32fc0a9b67','00e1ae6daeeb5cc76e9bd7cf28f95e594ea17e63f5366432a50d14ea9077feda');
INSERT INTO "events" VALUES(19,'0190b1de-0000-7000-8000-000000000009',6,'Erased',1790000002.25,NULL,'948d51c8183abf578b858cf98524953956d9ff86fc11257f0e141adeeb07bd28','de86e30710f830dad3fa6efe566f435c92fec64dcbb1aa817749df922acbf258');
INSERT INTO "events" VALUES(20,'0190b1de-0000-7000-8000-000000000009',7,'Erased',1790000002.25,NULL,'6a84098c6eb8e2ef98fe56ed2a95852dc548940d3f721162e3216e79d6c11b87','ffb574bc814ffd43336fe2e3b2cec29893dc7b665de12eb65899080c40e753f5');
INSERT INTO "events" VALUES(21,'0190b1de-0000-7000-8000-000000000009',8,'Erased',1790000002.25,NULL,'89379529d9cc4c0837d01fb548cde4b0e421d2fc93c0dcf2b3225a891d9e2d44','9374cb0a2647905581ada1e5b2d784eadc6b596f8e3452c867686d4771b11fe1');
INSERT INTO "events" VALUES(22,'0190b1de-0000-7000-8000-000000000009',9,'Erased',1790000002.25,NULL,'92d3a17fbcca22ebb0e0926714198d14b8f2955abf27ead9af3179103a921290','c214c2aeb0d9e550457ff0016d44e284d9b3f3b2bcbf672baef8af8180ba6bdc');
INSERT INTO "events" VALUES(23,'0190b1de-0000-7000-8000-000000000009',10,'Erased',1790000002.25,NULL,'e09d540617cbb74a61ae5897bc85efa8c2f5adf28f36b3a2cc59d800fa84fcf8','b54b29dd11144a3b2f14abc5860be2b695bff46829d032c3abaaaec76c20a290');
INSERT INTO "events" VALUES(24,'0190b1de-0000-7000-8000-000000000009',11,'Erased',1790000002.25,NULL,'bd6083bbc569d280ecf73000268a07ff7715eb26028c841ef7bff795d7cb1966','b5141d73a72b5848c2b756a001d6b672738fd546a3b2a3790c126b74713a76e5');
INSERT INTO "events" VALUES(25,'0190b1de-0000-7000-8000-000000000009',12,'Erased',1790000002.25,NULL,'cc48a086a54b397876c066b735e2f045deb42c1e1b551ff56b4d792125f792b4','466c5193e8af85e1926f6e267ca31f9d453ce77d83822ba950f9976a18374ac9');
INSERT INTO "events" VALUES(26,'0190b1de-0000-7000-8000-000000000009',13,'Erased',1790000002.25,NULL,'3f0a8d3914239af98ead5d706c50f2e09106ed47b3c94f993504b0d093e6e2b0','9cd103935387a4688af41250ee794c41578451e770c112f541730bb66ffc9f3e');
INSERT INTO "events" VALUES(27,'0190b1de-0000-7000-8000-000000000002',1,'InterviewStarted',1790000003.25,'{"interview_id":"0190b1de-0000-7000-8000-000000000002","language":"en"}','5dd8d72ba67478300ff8563a82b4cbeffd7eed081b2253bd21206ede76980abf','7477e574070869c60840d03f59626cb275e76849d4a01c66aaf351bce86aee5a');
INSERT INTO "events" VALUES(28,'0190b1de-0000-7000-8000-000000000002',2,'LanguageChosen',1790000003.25,'{"language":"zh"}','690894828e269c4bc3c52f18d87e849dd25660109defe48ce9769e2e30f985f4','a270d8ed556c1fab56dfca94274fd4f2f3bd4b62c2db93c489b877bed4964ada');
INSERT INTO "events" VALUES(29,'0190b1de-0000-7000-8000-000000000002',3,'ConsentGiven',1790000003.25,'{"consents":[{"given":true,"purpose":"ai_scoring"}],"plan":{"content_hash":"cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc","experience":"inexperienced","form":"short","job_profile":"jd_cs_agent","model_version":"1.0.0","questions":[{"answer_s":90,"content_warning":null,"follow_ups":[],"id":"JD-Q01","prep_s":10,"prompt":{"en":"ask","zh":"问"},"retakes_allowed":0,"scored":true,"simpler":null,"title":{"en":"q","zh":"题"},"type":"situational","work_sample":null},{"answer_s":90,"content_warning":null,"follow_ups":[],"id":"JD-Q02","prep_s":10,"prompt":{"en":"ask","zh":"问"},"retakes_allowed":0,"scored":true,"simpler":null,"title":{"en":"q","zh":"题"},"type":"situational","work_sample":null}]},"policy_pack":"cn_default","receipt":""}','756daa3cc7cdab5dd95030ca7e7b8454d5b7a1af3ff89758b4ff21d244f242e5','f1db41b1a38d7f21d3bbf29c51081d532e11dbf717ce22679703c9a83029fb09');
INSERT INTO "events" VALUES(30,'0190b1de-0000-7000-8000-000000000002',4,'DeviceCheckPassed',1790000003.25,'{"camera":false,"microphone":true}','add024ca9999605f5cd5b87210648f53b676bc0bb05f6ed4f6e90abb8838fc95','5cd804c5e4de5fd5783feb2baff375daf84b9f4e0b242deb7a3503cdc456aa12');
INSERT INTO "events" VALUES(31,'0190b1de-0000-7000-8000-000000000002',5,'Left',1790000003.25,'{"reason":"declined"}','580a5891037f25decba05274764b71c68b9e494300e9389a539cc2719fc36ad0','f927cb47af27e7d72eba651e7f1dabf767dec385d37fcb791f2c9dc81830bc29');
CREATE TABLE evidence (
            interview_id  TEXT NOT NULL REFERENCES interviews (id) ON DELETE CASCADE,
            number        INTEGER NOT NULL,
            question_id   TEXT NOT NULL,
            turn          INTEGER NOT NULL,
            sub_dimension TEXT NOT NULL,
            rule          TEXT NOT NULL,
            start         INTEGER NOT NULL,  -- characters; text[start:end] is the quote
            end           INTEGER NOT NULL,
            quote         TEXT NOT NULL,
            points        REAL NOT NULL,
            PRIMARY KEY (interview_id, number)
        ) STRICT
        ;
INSERT INTO "evidence" VALUES('0190b1de-0000-7000-8000-000000000001',1,'JD-Q01',1,'ec_empathy','m1_ack',3,10,'我理解您的着急',1.5);
CREATE TABLE interviews (
            id          TEXT PRIMARY KEY,
            genesis     TEXT NOT NULL,  -- random; the first link of its chain. Gone with the interview,
                                        -- so the hashes that stay say nothing about what was said
            state       TEXT NOT NULL CHECK (state IN ('running', 'left', 'assessed')),
            language    TEXT NOT NULL,
            job_profile TEXT,
            plan_form   TEXT,
            left_reason TEXT,
            started_at  REAL NOT NULL,  -- Unix seconds, UTC
            changed_at  REAL NOT NULL,
            events      INTEGER NOT NULL,
            head        TEXT NOT NULL   -- hash of the newest event
        ) STRICT
        ;
INSERT INTO "interviews" VALUES('0190b1de-0000-7000-8000-000000000001','d226cd8986a613b9c903f765a34d2d10d30126e10cc61b0a560f8a50e1d1bc75','assessed','zh','jd_cs_agent','short',NULL,1790000000.25,1790000001.25,13,'b56e9a5cf2af1c1286102298a38c9b00de4785c65f454259182ccad3f9dd8262');
INSERT INTO "interviews" VALUES('0190b1de-0000-7000-8000-000000000002','de41117fc5271cd8fe8c9b1a487a94498689cff60d5ec51ce32c507afe673157','left','zh','jd_cs_agent','short','declined',1790000003.25,1790000003.25,5,'580a5891037f25decba05274764b71c68b9e494300e9389a539cc2719fc36ad0');
CREATE TABLE later_transcripts (
            interview_id TEXT NOT NULL,
            question_id  TEXT NOT NULL,
            turn         INTEGER NOT NULL,
            revision     INTEGER NOT NULL CHECK (revision >= 2),  -- 1 is what was accepted
            words        TEXT NOT NULL,  -- JSON
            engines      TEXT NOT NULL,  -- JSON
            at           REAL NOT NULL,  -- Unix seconds, UTC
            PRIMARY KEY (interview_id, question_id, turn, revision),
            FOREIGN KEY (interview_id, question_id, turn)
                REFERENCES answers (interview_id, question_id, turn) ON DELETE CASCADE
        ) STRICT
        ;
CREATE TABLE media (
            name         TEXT NOT NULL,     -- inside the media folder
            interview_id TEXT NOT NULL,
            question_id  TEXT NOT NULL,
            turn         INTEGER NOT NULL,
            take         INTEGER NOT NULL,
            tracks       TEXT NOT NULL,  -- JSON
            duration_s   REAL NOT NULL,
            sha256       TEXT,              -- NULL: not closed properly, the file is the truth
            truncated    INTEGER NOT NULL CHECK (truncated IN (0, 1)),
            PRIMARY KEY (interview_id, question_id, turn),
            FOREIGN KEY (interview_id, question_id, turn)
                REFERENCES answers (interview_id, question_id, turn) ON DELETE CASCADE
        ) STRICT
        ;
CREATE TABLE observations (
            interview_id TEXT NOT NULL,
            question_id  TEXT NOT NULL,
            turn         INTEGER NOT NULL,
            number       INTEGER NOT NULL,
            measure      TEXT NOT NULL,
            value        REAL,
            unit         TEXT NOT NULL,
            quality      TEXT NOT NULL CHECK (quality IN ('ok', 'low', 'not_measured')),
            reason       TEXT,
            start_s      REAL NOT NULL,
            end_s        REAL NOT NULL,
            baseline_z   REAL,
            PRIMARY KEY (interview_id, question_id, turn, number),
            FOREIGN KEY (interview_id, question_id, turn)
                REFERENCES answers (interview_id, question_id, turn) ON DELETE CASCADE,
            CHECK ((value IS NULL) = (quality = 'not_measured')),
            CHECK ((reason IS NULL) = (quality = 'ok'))
        ) STRICT
        ;
INSERT INTO "observations" VALUES('0190b1de-0000-7000-8000-000000000001','JD-Q01',1,1,'speech_rate',4.25,'char/s','ok',NULL,0.0,31.5,-0.5);
INSERT INTO "observations" VALUES('0190b1de-0000-7000-8000-000000000001','JD-Q01',1,2,'loudness',-31.0,'dB','low','clipped',0.0,0.0,NULL);
INSERT INTO "observations" VALUES('0190b1de-0000-7000-8000-000000000001','JD-Q01',1,3,'f0_median',NULL,'st','not_measured','too_short',0.0,0.0,NULL);
INSERT INTO "observations" VALUES('0190b1de-0000-7000-8000-000000000001','JD-Q02',1,1,'speech_rate',4.25,'char/s','ok',NULL,0.0,31.5,-0.5);
INSERT INTO "observations" VALUES('0190b1de-0000-7000-8000-000000000001','JD-Q02',1,2,'loudness',-31.0,'dB','low','clipped',0.0,0.0,NULL);
INSERT INTO "observations" VALUES('0190b1de-0000-7000-8000-000000000001','JD-Q02',1,3,'f0_median',NULL,'st','not_measured','too_short',0.0,0.0,NULL);
CREATE TABLE outbox (
            id           TEXT PRIMARY KEY,  -- idempotency key, the same on every try
            kind         TEXT NOT NULL,     -- "interview.v1": names the wire schema
            payload      TEXT NOT NULL,  -- JSON
            interview_id TEXT REFERENCES interviews (id) ON DELETE CASCADE,
            state        TEXT NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'parked')),
            attempts     INTEGER NOT NULL DEFAULT 0,
            due_at       REAL NOT NULL,     -- Unix seconds, UTC
            created_at   REAL NOT NULL,
            last_status  INTEGER            -- the hub's newest answer; NULL: never asked
        , lane INTEGER NOT NULL DEFAULT 1, last_words TEXT) STRICT
        ;
INSERT INTO "outbox" VALUES('0190b1de-0000-7000-8000-000000000001','interview.v1','{"check_in":null,"consent_receipt_sha256":null,"event_log":{"events":13,"head":"b56e9a5cf2af1c1286102298a38c9b00de4785c65f454259182ccad3f9dd8262"},"interview_id":"0190b1de-0000-7000-8000-000000000001","profile_sha256":"a3864762f88420fe8d3d88523ec50900d0c996383790f3052121b04936fec3a7","recorded_at":"2026-09-21T14:13:21Z","revision":1,"schema":"interview/1.0","profile":{"interview_id": "one", "composite": {"score": 7.5}}}','0190b1de-0000-7000-8000-000000000001','due',0,1790000001.25,1790000001.25,NULL,1,NULL);
CREATE TABLE "review_acts" (
            interview_id TEXT NOT NULL REFERENCES interviews (id) ON DELETE CASCADE,
            number       INTEGER NOT NULL CHECK (number >= 1),
            kind         TEXT NOT NULL CHECK (kind IN ('rating', 'override', 'decision', 'note', 'gone')),
            actor        TEXT NOT NULL,
            at           REAL NOT NULL,  -- Unix seconds, UTC
            body         TEXT NOT NULL,  -- JSON
            PRIMARY KEY (interview_id, number)
        ) STRICT
        ;
CREATE TABLE review_draws (
            interview_id TEXT PRIMARY KEY REFERENCES interviews (id) ON DELETE CASCADE,
            number       INTEGER NOT NULL UNIQUE,
            is_blind     INTEGER NOT NULL CHECK (is_blind IN (0, 1)),  -- rated before the scores are seen
            at           REAL NOT NULL  -- Unix seconds, UTC
        , is_twice INTEGER NOT NULL DEFAULT 0 CHECK (is_twice IN (0, 1) AND is_twice <= is_blind), site TEXT NOT NULL DEFAULT '') STRICT
        ;
CREATE TABLE review_links (
            number      INTEGER PRIMARY KEY,
            account     TEXT NOT NULL,
            at_hub      TEXT NOT NULL,  -- what they sign in to the hub with; '': nobody there
            after_round INTEGER NOT NULL,  -- rounds of training up to this one are of somebody who had the name before
            at          REAL NOT NULL,  -- Unix seconds, UTC
            by          TEXT NOT NULL   -- the administrator
        ) STRICT
        ;
CREATE TABLE review_sampling (
            number INTEGER PRIMARY KEY CHECK (number = 1),  -- one row
            seed   TEXT NOT NULL,
            drawn  INTEGER NOT NULL  -- how many were ever drawn, those that are gone included
        ) STRICT
        ;
CREATE TABLE review_trainings (
            number  INTEGER PRIMARY KEY,
            actor   TEXT NOT NULL,
            at      REAL NOT NULL,  -- Unix seconds, UTC
            content TEXT NOT NULL,  -- version of the model and of the gold answers
            passed  INTEGER NOT NULL CHECK (passed IN (0, 1)),
            body    TEXT NOT NULL   -- JSON
        ) STRICT
        ;
CREATE TABLE scores (
            interview_id      TEXT NOT NULL REFERENCES interviews (id) ON DELETE CASCADE,
            number            INTEGER NOT NULL,
            level             TEXT NOT NULL CHECK (level IN ('answer', 'sub_dimension', 'dimension',
                                                             'composite', 'composite_without_affect')),
            dimension         TEXT,
            sub_dimension     TEXT,
            question_id       TEXT,
            turn              INTEGER,
            value             REAL CHECK (value BETWEEN 1 AND 10),
            standard_error    REAL,
            not_scored_reason TEXT,
            PRIMARY KEY (interview_id, number),
            CHECK ((value IS NULL) = (not_scored_reason IS NOT NULL)),
            CHECK ((value IS NULL) = (standard_error IS NULL))
        ) STRICT
        ;
INSERT INTO "scores" VALUES('0190b1de-0000-7000-8000-000000000001',1,'answer',NULL,'ec_empathy','JD-Q01',1,7.5,0.5,NULL);
INSERT INTO "scores" VALUES('0190b1de-0000-7000-8000-000000000001',2,'answer',NULL,'sp_solution','JD-Q01',1,NULL,NULL,'not_observed');
INSERT INTO "scores" VALUES('0190b1de-0000-7000-8000-000000000001',3,'dimension','emotional',NULL,NULL,NULL,7.5,0.4,NULL);
INSERT INTO "scores" VALUES('0190b1de-0000-7000-8000-000000000001',4,'sub_dimension','emotional','ec_empathy',NULL,NULL,7.5,0.5,NULL);
INSERT INTO "scores" VALUES('0190b1de-0000-7000-8000-000000000001',5,'dimension','solving',NULL,NULL,NULL,NULL,NULL,'not_observed');
INSERT INTO "scores" VALUES('0190b1de-0000-7000-8000-000000000001',6,'sub_dimension','solving','sp_solution',NULL,NULL,NULL,NULL,'not_observed');
INSERT INTO "scores" VALUES('0190b1de-0000-7000-8000-000000000001',7,'composite',NULL,NULL,NULL,NULL,7.5,0.4,NULL);
INSERT INTO "scores" VALUES('0190b1de-0000-7000-8000-000000000001',8,'composite_without_affect',NULL,NULL,NULL,NULL,7.5,0.4,NULL);
CREATE TABLE sync_state (
        name  TEXT PRIMARY KEY,
        value TEXT NOT NULL  -- JSON
    ) STRICT
    ;
CREATE INDEX outbox_due ON outbox (state, attempts, created_at, id);
CREATE INDEX appointments_by_phone ON appointments (phone_key);
CREATE INDEX outbox_by_interview ON outbox (interview_id, lane);
CREATE INDEX scores_of_composite ON scores (interview_id, value, standard_error) WHERE level = 'composite';
CREATE INDEX scores_of_dimension ON scores (interview_id, value) WHERE level = 'dimension';
CREATE INDEX review_ratings ON review_acts (interview_id, number, actor, at) WHERE kind = 'rating';
CREATE INDEX scores_of_sub_dimension ON scores (interview_id, number, dimension, sub_dimension, value, standard_error) WHERE level = 'sub_dimension';
CREATE INDEX review_acts_by_kind ON review_acts (kind, interview_id, number, at);
CREATE INDEX interviews_by_state ON interviews (state, started_at);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE TRIGGER events_stay BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events is append-only'); END;
CREATE TRIGGER audit_stay BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_is_fixed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER events_are_only_erased BEFORE UPDATE ON events
        WHEN NEW.body IS NOT NULL OR NEW.kind <> 'Erased' OR NEW.seq <> OLD.seq OR NEW.hash <> OLD.hash
             OR NEW.chain <> OLD.chain OR NEW.interview_id <> OLD.interview_id OR NEW.number <> OLD.number
        BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
COMMIT;
