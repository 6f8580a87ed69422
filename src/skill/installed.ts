/** A skill on disk as agents see it, ours or another's; or a command or rule that the user wrote, which serves as one. */
export interface InstalledSkill {
  /** The folder's name: agents go by it. */
  name: string;
  description: string;
  /** Markdown below the frontmatter. */
  body: string;
  /** Set on ours: the candidate it was made from. */
  candidateId?: string;
  /** Of what is not ours: where it lies, from the project's root or with `~` for the home. */
  place?: string;
}
