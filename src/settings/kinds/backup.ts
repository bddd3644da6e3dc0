import { matching, refuse, type Kind } from "./kind";

/** Where backups go: "volume", or what restic's own addresses look like. */
export type BackupKind = "volume" | "sftp" | "s3";

const SFTP = /^sftp:\/\/[\w.-]+@([\w.-]+|\[[0-9a-fA-F:]+\])(:\d{1,5})?\/[\w./~+-]+$/;
const S3 = /^s3:https:\/\/([\w.-]+|\[[0-9a-fA-F:]+\])(:\d{1,5})?\/[\w.-]+(\/[\w./~+-]+)?$/;

/** A repository of restic's; given back without final slash. */
export const backupRepository: Kind<string> = {
  allowed:
    "volume (a second volume), sftp://USER@HOST[:PORT]/PATH with a path from the home of USER (//PATH: from the root) or s3:https://HOST[:PORT]/BUCKET[/PATH]",
  parse(text) {
    if (text.startsWith("s3:http://")) {
      refuse(text, "is not encrypted on the way, and the access key would be seen");
    }
    return text === "volume" || SFTP.test(text) || S3.test(text) ? text.replace(/\/+$/, "") : refuse(text);
  },
};

/** Of which kind a repository is. */
export function backupKind(repository: string): BackupKind {
  return repository === "volume" ? "volume" : repository.startsWith("sftp:") ? "sftp" : "s3";
}

const DAY = "(Mon|Tue|Wed|Thu|Fri|Sat|Sun)";
const HOUR = "([01]?\\d|2[0-3])";

/** When, as systemd's timers have it; a part of what they can say, so that a mistake is found here and not on the server. */
export const schedule = matching(
  new RegExp(`^(hourly|daily|weekly|(${DAY}((\\.\\.|,)${DAY})* )?(\\*-\\*-\\* )?${HOUR}(,${HOUR})*(:[0-5]\\d){1,2})$`),
  "hourly, daily, weekly, or days and times in UTC such as 02:30, 6,18:00 or Mon..Fri 22:15",
);

/** The password of a repository. Messages never repeat it. */
export const backupPassword: Kind<string> = {
  allowed: "12 characters or more, in one line",
  parse: (text) =>
    text.length >= 12 && !/\p{Cc}/u.test(text) ? text : refuse(text, `has ${String(text.length)} characters`),
};
