/** What the Agent Skills specification allows (agentskills.io, read August 2026). */

/** In characters and lines. */
export const SKILL_LIMITS = { name: 64, description: 1024, bodyLines: 500 } as const;

/** A skill's name by that specification: lower-case letters, digits and single hyphens; also its folder's name. */
export function isSkillName(text: string): boolean {
  return text.length <= SKILL_LIMITS.name && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text);
}
