/** Masks secrets in a text, before anything shortens, stores or logs it. */

interface Rule {
  kind: string;
  /** Linear in the text: every repetition is bounded, or cannot overlap what follows it. The group `value` is masked, else the whole match. */
  pattern: RegExp;
}

/** Shapes published by their issuers, most specific first. */
const RULES: readonly Rule[] = [
  {
    kind: 'private-key',
    // Cut short by its recorder, a key goes on to the end of the text.
    pattern: /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|$)/g,
  },
  {
    kind: 'private-key',
    pattern: /(?:[A-Za-z0-9+/=]{40,100}(?:\r?\n|\\n))+-----END [A-Z ]{0,30}PRIVATE KEY-----/g,
  },
  { kind: 'anthropic', pattern: /\bsk-ant-[A-Za-z0-9_-]{20,256}/g },
  { kind: 'openai', pattern: /\bsk-(?:proj-|svcacct-|admin-)?[A-Za-z0-9_-]{20,256}/g },
  { kind: 'github', pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{50,255})/g },
  { kind: 'gitlab', pattern: /\bgl(?:pat|ptt|dt|rt|cbt|oas|soat|imt|ft|agent)-[A-Za-z0-9_-]{20,64}/g },
  { kind: 'aws', pattern: /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b/g },
  { kind: 'google', pattern: /\bAIza[A-Za-z0-9_-]{35}/g },
  { kind: 'google', pattern: /\bya29\.[A-Za-z0-9_-]{20,512}/g },
  { kind: 'slack', pattern: /\bxox[abeoprs]-[A-Za-z0-9-]{10,255}/g },
  { kind: 'stripe', pattern: /\b(?:sk|rk|whsec)_(?:live_|test_)?[A-Za-z0-9]{20,128}/g },
  { kind: 'npm', pattern: /\bnpm_[A-Za-z0-9]{36}\b/g },
  { kind: 'pypi', pattern: /\bpypi-[A-Za-z0-9_-]{50,256}/g },
  { kind: 'huggingface', pattern: /\bhf_[A-Za-z0-9]{30,64}\b/g },
  { kind: 'jwt', pattern: /\beyJ[A-Za-z0-9_-]{10,2048}\.eyJ[A-Za-z0-9_-]{10,4096}\.[A-Za-z0-9_-]{10,1024}/g },
  {
    kind: 'authorization',
    pattern:
      /\b(?:authorization|x-api-key)["']?\s{0,4}[:=]\s{0,4}["']?(?:(?:bearer|basic|token)\s{1,4})?(?<value>[A-Za-z0-9+/=_.~-]{8,4096})/gi,
  },
  { kind: 'url', pattern: /:\/\/[^\s:@/"'«]{0,128}:(?<value>[^\s/"'@«]{3,256})@/g },
  {
    kind: 'labelled',
    pattern:
      /(?:api[_-]?key|secret(?:[_-]?(?:access[_-]?)?key)?|access[_-]?token|auth[_-]?token|client[_-]?secret|password|passwd|private[_-]?key)["']?\s{0,4}[:=]\s{0,4}["']?(?<value>[A-Za-z0-9+/=_.~!@#%^&*-]{8,512})/gi,
  },
];

/** Stand for a value, and are none: `$TOKEN`, `<token>`, `your-api-key`, `process.env.X`. */
const PLACEHOLDER =
  /^(?:\$|<|\{|%|your|my[_-]|xxx|\*\*\*|\.\.\.|process\.|os\.|env\.|example|changeme|redacted|null$|none$|true$|false$|undefined$|string$)/i;

/**
 * The text with every secret it recognises replaced by `«secret:<kind>»`. Masking twice changes nothing, and JSON stays
 * JSON. Call it on whole values: a secret cut in two is no longer recognised.
 */
export function redactText(text: string): string {
  let result = text;
  for (const { kind, pattern } of RULES) {
    result = result.replace(pattern, (match: string, ...rest: unknown[]) => {
      const value = (rest.at(-1) as { value?: string } | undefined)?.value ?? match;
      if (PLACEHOLDER.test(value)) return match;
      return (
        match.slice(0, match.lastIndexOf(value)) +
        `«secret:${kind}»` +
        match.slice(match.lastIndexOf(value) + value.length)
      );
    });
  }
  return result;
}
