/**
 * A blank at which no line ends, in texts of ours: whoever folds them makes an ordinary one of it. It is none
 * of Unicode's blanks, which names and descriptions of others may have, and keep; in these this one is spelt out
 * (`terminalSafe`).
 */
export const NO_BREAK = '\u206f';
