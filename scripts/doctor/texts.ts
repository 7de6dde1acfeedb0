import type { Bilingual } from '../../server/src/domain/bilingual.ts'

type Words = { found: Bilingual; todo?: Bilingual }

/** What is looked at, where the desk's preflight has no name for it. */
export const checkNames: Record<string, Bilingual> = {
  node: { vi: 'Node', en: 'Node' },
  packages: { vi: 'Các gói biên dịch', en: 'Compiled packages' },
  config: { vi: 'Cấu hình', en: 'Configuration' },
  folder: { vi: 'Thư mục dữ liệu', en: 'Data folder' },
  database: { vi: 'Cơ sở dữ liệu', en: 'Database' },
  migrations: { vi: 'Bản phát hành', en: 'Release' },
  boards: { vi: 'Bảng xếp hạng', en: 'Boards' },
  server: { vi: 'Máy chủ', en: 'Server' },
  lastRun: { vi: 'Lần chạy gần nhất', en: 'Last run' },
  files: { vi: 'Số tệp được mở', en: 'Open files' },
}

const restore: Bilingual = {
  vi: 'Anh/Chị dừng máy chủ, giữ nguyên thư mục dữ liệu, rồi chạy: npm run restore -- --drill, và sau đó npm run restore -- TỆP --replace',
  en: 'Stop the server, keep the data folder as it is, then run: npm run restore -- --drill, and after it npm run restore -- FILE --replace',
}

/** What was found and what to do, where the desk's preflight has no words for it. */
export const findingWords: Record<string, Words> = {
  nodeFine: { found: { vi: '{version}.', en: '{version}.' } },
  nativeFine: { found: { vi: '{names} chạy được trên máy này.', en: '{names} work on this machine.' } },
  nativeBroken: {
    found: { vi: '{name} không chạy được: {why}', en: '{name} does not work: {why}' },
    todo: {
      vi: 'Thường do đổi Node hoặc chép node_modules từ máy khác. Anh/Chị chạy: npm rebuild',
      en: 'Usually another Node, or node_modules copied from another machine. Run: npm rebuild',
    },
  },
  configFine: { found: { vi: 'Mọi giá trị đều dùng được.', en: 'Every value can be used.' } },
  configWrong: {
    found: { vi: '{why}', en: '{why}' },
    todo: { vi: 'Anh/Chị sửa tệp .env hoặc biến môi trường theo câu trên.', en: 'Correct .env or the environment as it says.' },
  },
  folderFine: { found: { vi: '{folder} ghi được ({writeMs} một lần).', en: '{folder} can be written ({writeMs} a write).' } },
  folderNone: {
    found: { vi: 'Chưa có {folder}.', en: 'There is no {folder} yet.' },
    todo: {
      vi: 'Nếu đây là lần đầu, npm start sẽ tạo thư mục. Nếu không, xem lại DATA_DIR.',
      en: 'If this is the first time, npm start makes it. If not, look at DATA_DIR.',
    },
  },
  folderClosed: {
    found: { vi: 'Không ghi được vào {folder}: không câu trả lời nào lưu được.', en: '{folder} cannot be written: no answer can be saved.' },
    todo: {
      vi: 'Anh/Chị xem đĩa còn chỗ không, có bị khoá chỉ đọc không, và thư mục có thuộc về tài khoản chạy máy chủ không (chown).',
      en: 'See whether the disk is full or mounted read-only, and whether the folder belongs to the user that runs the server (chown).',
    },
  },
  databaseNone: {
    found: { vi: 'Trong {folder} chưa có cơ sở dữ liệu.', en: 'There is no database in {folder} yet.' },
    todo: {
      vi: 'Nếu cuộc thi đã có dữ liệu thì DATA_DIR đang trỏ nhầm chỗ; nếu chưa, npm start sẽ tạo.',
      en: 'If the contest has data, DATA_DIR points elsewhere; if not, npm start makes it.',
    },
  },
  databaseAside: {
    found: {
      vi: 'Không có cơ sở dữ liệu, nhưng có bản cũ trong {folder}: một lần phục hồi đã bị ngắt.',
      en: 'There is no database, but an old one in {folder}: a restore was cut off.',
    },
    todo: {
      vi: 'Anh/Chị chạy lại npm run restore -- TỆP, hoặc chuyển các tệp từ thư mục đó về chỗ cũ. Đừng khởi động máy chủ trước.',
      en: 'Run npm run restore -- FILE again, or move the files of that folder back. Do not start the server before.',
    },
  },
  databaseShut: { found: { vi: 'Không mở được {file}: {why}', en: '{file} cannot be opened: {why}' }, todo: restore },
  databaseDamaged: { found: { vi: '{file} bị hỏng: {why}', en: '{file} is damaged: {why}' }, todo: restore },
  databaseWhole: {
    found: { vi: '{sizeBytes}, mọi trang đọc được ({readMs}).', en: '{sizeBytes}, every page can be read ({readMs}).' },
  },
  migrationsLevel: { found: { vi: 'Dữ liệu khớp với bản phần mềm này.', en: 'The data is of this release.' } },
  migrationsBehind: {
    found: {
      vi: 'Dữ liệu của bản cũ hơn ({done}/{own}); lần khởi động tới sẽ nâng cấp.',
      en: 'The data is of an older release ({done} of {own}); the next start upgrades it.',
    },
    todo: { vi: 'Anh/Chị chạy npm run backup trước khi khởi động.', en: 'Run npm run backup before the start.' },
  },
  migrationsAhead: {
    found: {
      vi: 'Dữ liệu do bản mới hơn ghi ({done}, bản này biết {own}).',
      en: 'The data was written by a newer release ({done}, this one knows {own}).',
    },
    todo: { vi: 'Anh/Chị dùng lại bản phần mềm mới hơn đó.', en: 'Use that newer release.' },
  },
  boardsLevel: { found: { vi: 'Đã tính hết {entries} dòng sổ nộp bài.', en: 'All {entries} log entries are counted.' } },
  boardsBehind: {
    found: { vi: 'Còn chậm {lag} dòng so với sổ nộp bài.', en: 'They are {lag} entries behind the log.' },
    todo: {
      vi: 'Nếu máy chủ đang chạy, đợi một phút rồi chạy lại lệnh này; số không giảm thì xem nhật ký máy chủ. Câu trả lời vẫn an toàn.',
      en: 'If the server runs, wait a minute and run this again; if the number does not fall, see the server log. Answers are safe all the same.',
    },
  },
  walLarge: {
    found: { vi: 'Tệp -wal đã lớn tới {walBytes}.', en: 'The -wal file has grown to {walBytes}.' },
    todo: {
      vi: 'Có chương trình đọc dữ liệu quá lâu (thường là npm run verify). Đợi nó xong, hoặc khởi động lại máy chủ lúc vắng.',
      en: 'Some program reads for too long (often npm run verify). Let it end, or start the server again in a quiet hour.',
    },
  },
  clockJumps: {
    found: {
      vi: 'Đồng hồ nhảy {offMs} trong một giây quan sát: giờ đóng kỳ thi không đáng tin.',
      en: 'The clock jumped by {offMs} within a second of watching: the close of a round cannot be relied on.',
    },
    todo: {
      vi: 'Chỉ để một dịch vụ chỉnh giờ (chrony hoặc systemd-timesyncd); với máy ảo, tắt chỉnh giờ của máy chủ vật lý.',
      en: 'Let one service alone keep the time (chrony or systemd-timesyncd); on a virtual machine turn the host’s off.',
    },
  },
  clockRehearsed: {
    found: { vi: 'Đang diễn tập (CLOCK_START).', en: 'This is a rehearsal (CLOCK_START).' },
    todo: {
      vi: 'Trước khi mở thật: bỏ CLOCK_START và dùng DATA_DIR khác.',
      en: 'Before the real contest: leave CLOCK_START out and use another DATA_DIR.',
    },
  },
  folderRehearsed: {
    found: {
      vi: '{folder} đã dùng để diễn tập, nhưng CLOCK_START không được đặt: dữ liệu diễn tập sẽ lẫn với thi thật.',
      en: '{folder} was used for a rehearsal, but CLOCK_START is not set: rehearsed data would mix with the real contest.',
    },
    todo: { vi: 'Anh/Chị đặt DATA_DIR là một thư mục mới.', en: 'Set DATA_DIR to a new folder.' },
  },
  clockBehindLog: {
    found: {
      vi: 'Dòng mới nhất của sổ nộp bài ở tương lai {aheadMs}: đồng hồ đã bị lùi.',
      en: 'The newest log entry lies {aheadMs} in the future: the clock was set back.',
    },
    todo: { vi: 'Anh/Chị chỉnh lại giờ hệ thống trước khi nhận bài tiếp.', en: 'Set the system’s time right before more is handed in.' },
  },
  copiesBeside: {
    found: {
      vi: '{folder} nằm cùng đĩa với dữ liệu: hỏng đĩa thì mất cả hai.',
      en: '{folder} is on the disk of the data: both go with it.',
    },
    todo: {
      vi: 'Anh/Chị đặt BACKUP_DIR ở đĩa khác, hoặc chép các bản sao sang máy khác đều đặn.',
      en: 'Set BACKUP_DIR to another disk, or copy the files to another machine regularly.',
    },
  },
  filesEnough: { found: { vi: '{files} tệp.', en: '{files} files.' } },
  filesFew: {
    found: {
      vi: 'Chỉ mở được {files} tệp cùng lúc; mỗi kết nối là một tệp, nên cần ít nhất {enough}.',
      en: 'Only {files} files may be open at once; a connection is one, and {enough} are needed.',
    },
    todo: {
      vi: 'Đặt LimitNOFILE=65536 trong đơn vị systemd, hoặc chạy ulimit -n 65536 trước npm start.',
      en: 'Set LimitNOFILE=65536 in the systemd unit, or run ulimit -n 65536 before npm start.',
    },
  },
  serverReady: { found: { vi: 'Đang chạy và sẵn sàng ở {address}.', en: 'It runs and is ready at {address}.' } },
  serverDegraded: {
    found: { vi: 'Đang chạy ở {address}, nhưng có điểm yếu: {why}.', en: 'It runs at {address}, with a weakness: {why}.' },
    todo: { vi: 'Xem mục sao lưu ở trên và nhật ký máy chủ.', en: 'See what is said of copies above, and the server log.' },
  },
  serverNotReady: {
    found: { vi: 'Đang chạy ở {address} nhưng không nhận bài được: {why}', en: 'It runs at {address} but cannot save: {why}' },
    todo: {
      vi: 'Xem các mục đĩa, thư mục và cơ sở dữ liệu ở trên; xử lý xong thì khởi động lại.',
      en: 'See disk, folder and database above; then start it again.',
    },
  },
  serverSilent: {
    found: {
      vi: 'Có chương trình giữ {address} nhưng không trả lời trong 5 giây.',
      en: 'Something holds {address} but does not answer within 5 seconds.',
    },
    todo: {
      vi: 'Máy quá tải hoặc máy chủ bị treo: xem nhật ký rồi khởi động lại.',
      en: 'The machine is overloaded or the server hangs: see its log, then start it again.',
    },
  },
  serverAway: {
    found: { vi: 'Không có gì chạy ở {address}.', en: 'Nothing runs at {address}.' },
    todo: { vi: 'Nếu đang giờ thi: npm start. Cổng này còn trống.', en: 'If the contest is on: npm start. The port is free.' },
  },
  portTaken: {
    found: { vi: 'Một chương trình khác chiếm {address}.', en: 'Another program holds {address}.' },
    todo: { vi: 'Anh/Chị dừng chương trình đó, hoặc đặt PORT khác.', en: 'Stop it, or set another PORT.' },
  },
  runGoesOn: { found: { vi: 'Chạy từ {startedAt}.', en: 'It runs since {startedAt}.' } },
  runStopped: { found: { vi: 'Được dừng đúng cách lúc {endedAt}.', en: 'It was stopped properly at {endedAt}.' } },
  runKilled: {
    found: {
      vi: 'Lần chạy trước bị ngắt đột ngột (mất điện, kill -9 hoặc hết bộ nhớ).',
      en: 'The run before was cut off (no power, kill -9, or out of memory).',
    },
    todo: {
      vi: 'Bài đã báo “Đã lưu” vẫn còn. Xem journalctl -k | grep -i oom để biết có phải hết bộ nhớ không.',
      en: 'What was acknowledged is on disk. journalctl -k | grep -i oom tells whether memory ran out.',
    },
  },
  runCrashed: {
    found: { vi: 'Ngừng vì lỗi lúc {endedAt}: {why}', en: 'It ended with an error at {endedAt}: {why}' },
    todo: {
      vi: 'Bài đã báo “Đã lưu” vẫn còn. Khởi động lại; nếu lặp lại, gửi tệp last-run.json trong thư mục dữ liệu cho người phát triển.',
      en: 'What was acknowledged is on disk. Start it again; if it happens again, send last-run.json of the data folder to the developers.',
    },
  },
}
