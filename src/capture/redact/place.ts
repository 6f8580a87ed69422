/** A place where a secret stands, told by what is around it. */
export interface Place {
  kind: string;
  /** Cheap test for the whole text. */
  trigger: Pick<RegExp, 'test'>;
  /** Global. Group 1 is what comes before the value, group 2 the value. */
  pattern: RegExp;
  accept(value: string): boolean;
}
