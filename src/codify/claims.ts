/** Names for what a line claims, by which drafting can be told to leave it out. */

/** `text` as the step shows it, placeholders and all. */
export const stepClaim = (text: string): string => `step ${text}`;

/** `text` on one line, as quoted. */
export const ruleClaim = (text: string): string => `rule ${text}`;

export const repairClaim = (failed: string, worked: string): string => `repair ${failed}\n${worked}`;
