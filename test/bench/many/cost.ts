/** What a visitor's work came to. */
export interface Cost {
  readonly good: number;
  readonly tookMs: number;
  readonly processorMs: number;
  /** The most that the process ever held, all of it, its start too. */
  readonly mostMegabytes: number;
}
