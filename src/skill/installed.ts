/** A skill on disk as agents see it, ours or another's. */
export interface InstalledSkill {
  /** The folder's name: agents go by it. */
  name: string;
  description: string;
  /** Markdown below the frontmatter. */
  body: string;
  /** Set on ours: the candidate it was made from. */
  candidateId?: string;
}
