const NEWLINE = 10;
const TAB = 9;
const DELETE = 127;
const FIRST_PRINTABLE = 32;
const QUESTION_MARK = 63;

/** UTF-8 without control characters: a user's file name must not command the operator's terminal. */
export function printable(text: Buffer): Buffer {
  return Buffer.from(text.map((byte) => (isControl(byte) ? QUESTION_MARK : byte)));
}

function isControl(byte: number): boolean {
  return (byte < FIRST_PRINTABLE && byte !== NEWLINE && byte !== TAB) || byte === DELETE;
}
