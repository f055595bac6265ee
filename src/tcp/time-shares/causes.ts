/** What time of one side's data went to; the order is that of the words of a row. */
export const APPLICATION = 0;
export const SENDING = 1;
export const RECEIVER_WINDOW = 2;
export const LOSS_RECOVERY = 3;
/** From here on it is what most connections never spend time on. */
export const FIRST_OF_TROUBLE = RECEIVER_WINDOW;
