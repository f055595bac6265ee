/** What time of one side's data went to; the order is that of the words of a row. */
export const APPLICATION = 0;
export const RECEIVER_WINDOW = 1;
export const LOSS_RECOVERY = 2;
export const SENDING = 3;
