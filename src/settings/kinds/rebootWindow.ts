import { refuse, type Kind } from "./kind";

const SHAPE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|\*) ([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/;
const DAY = 24 * 60;
/** The server looks every ten minutes, and what is under way then makes it wait. */
const LEAST = 30;

/** When the server may restart, each week or each day; it may end on the next day. */
export const rebootWindow: Kind<string> = {
  allowed: `a day (Mon, Tue, Wed, Thu, Fri, Sat, Sun, or * for each) and two times in UTC, ${String(LEAST)} minutes apart or more, such as Sun 04:00-05:00`,
  parse(text) {
    const [hour = 0, minute = 0, endHour = 0, endMinute = 0] = (SHAPE.exec(text) ?? refuse(text)).slice(1).map(Number);
    const minutes = (endHour * 60 + endMinute - hour * 60 - minute + DAY) % DAY;
    return minutes >= LEAST ? text : refuse(text, `is "${text}", which is ${String(minutes)} minutes long`);
  },
};
