/** What a skill may only say after a person has read it: each find is held, never published by itself. */

import type { RepoDoc } from '../../repository/documents.ts';
import { ownNames } from '../../repository/manifest.ts';
import type { Refusal, RefusalCode } from '../../skill/refusal.ts';
import { type Check, hold, isClaim } from './check.ts';

const DANGERS: readonly { pattern: RegExp; what: string }[] = [
  {
    pattern:
      /\|\s*(?:sudo\s+)?(?:ba|z|da|k|fi)?sh\b|\b(?:ba|z)?sh\s+<\(|\beval\s+["'$(`]|\|\s*(?:python|node|perl|ruby)\d?\b/,
    what: 'feeds a shell or interpreter',
  },
  {
    pattern: /\b(?:sudo|doas|su -|setcap|chown root)\b|\bchmod\s+(?:-R\s+)?(?:0?777|\+s|[ugo]\+s)/,
    what: 'raises privileges',
  },
  {
    pattern:
      /(?:^|[\s/~"'=<>@:])(?:\.env(?!\.(?:example|sample|template)\b)(?:\.\w+)?|\.npmrc|\.netrc|\.pypirc|\.git-credentials|id_(?:rsa|ed25519|ecdsa)|credentials(?:\.json)?)(?:$|[\s"'`])|\.(?:aws|ssh|gnupg|kube|docker)\/|\.(?:pem|p12|keystore)\b/,
    what: 'touches credential files',
  },
  { pattern: /(?:^|[;&|`]\s*)(?:env|printenv|export -p)(?:$|[`\s|>])/, what: 'prints the environment' },
  {
    pattern:
      /\.claude\/(?:settings|hooks)|\.codex\/(?:config|hooks)|\.cursor\/hooks|\.gemini\/settings|\.git\/hooks|core\.hooksPath|\bhooks\.json\b|\.mcp\.json|\.hivemind\b/,
    what: 'changes an agent’s settings or hooks',
  },
  {
    pattern:
      /(?:\.claude|\.agents|\.codex|\.cursor)\/(?:skills|commands|agents|rules)\b|\bSKILL\.md\b|\b(?:CLAUDE|AGENTS|GEMINI)\.md\b/,
    what: 'changes what agents are told',
  },
  {
    pattern:
      /\bgit\b.*\bpush\b.*(?:\s--force\b|\s--force-with-lease\b|\s-[a-z]*f\b|\s\+\w|\s--mirror\b|\s--delete\b)/,
    what: 'rewrites published history',
  },
  {
    pattern: /\bgit\s+(?:remote\s+(?:add|set-url)|config\s+--(?:global|system)|filter-branch|filter-repo)\b/,
    what: 'changes where git pushes or how it works',
  },
  {
    pattern:
      /--no-(?:verify|gpg-sign|check|checks|lint|tests?|hooks|audit|sandbox|scan|frozen-lockfile)\b|\bgit commit\b.*\s-[a-z]*n[a-z]*\b|\b(?:HUSKY|LEFTHOOK)=0|\bSKIP=|\bFORCE=|--force\b|--skip-\w+|-DskipTests|-Dmaven\.test\.skip|\s-x\s+(?:test|check)\b|\[(?:skip ci|ci skip)\]|\|\|\s*(?:true|:)(?=[\s`;]|$)|\bset \+e\b|--allow-(?:dirty|unrelated-histories)\b|--legacy-peer-deps\b|--break-system-packages\b|eslint-disable|@ts-ignore|\bnoqa\b|--ignore-scripts=false|--dangerously|--yolo\b|bypassPermissions/,
    what: 'switches a check off',
  },
  {
    // Merging as an administrator, pushing past a protection: gh, glab, git's push options.
    pattern: /--admin\b|--bypass\b|--override\b|--skip-approval\b|\bgit\s+push\b.*\s-o\s*ci\.skip/,
    what: 'goes past a rule of the repository',
  },
  {
    pattern:
      /--insecure\b|\bcurl\b[^`|;&]*\s-[a-zA-Z]*k\b|--no-check-certificate|sslVerify[ =]+false|\bGIT_SSL_NO_VERIFY=|\bNODE_TLS_REJECT_UNAUTHORIZED=0|\bPYTHONHTTPSVERIFY=0|strict-ssl[ =]+false|--trusted-host\b|insecure-skip-tls-verify|StrictHostKeyChecking[ =]no/,
    what: 'does not check whom it talks to',
  },
  {
    pattern: /\bgit\s+(?:add|checkout|switch|branch|tag|fetch|worktree\s+remove)\b[^`|;&]*\s-[a-zA-Z]*f\b/,
    what: 'overrules what git keeps from it',
  },
  {
    pattern:
      /\brm\s+(?:-\w*\s+)*-\w*[rf]|\bgit\s+(?:reset\s+--hard|clean\s+-\w*[fdx]|checkout\s+--\s|branch\s+-D)|\b(?:drop|truncate)\s+(?:table|database|schema)\b|\b(?:terraform|pulumi)\s+destroy\b|\bkubectl\s+delete\b|\bmkfs|\bdd\s+if=|\bdocker\s+system\s+prune|\bshred\b|\bgh\s+(?:repo|release)\s+delete\b|\bunpublish\b/i,
    what: 'destroys work or data',
  },
  {
    pattern:
      /\bnc\s+-|\bncat\b|\b(?:curl|wget)\b[^`]*(?:\s-d\b|--data|--upload-file|\s-T\b|\s-F\b|--post-file)|\bscp\b|\brsync\b[^`]*@/,
    what: 'sends data elsewhere',
  },
  { pattern: /base64\s+(?:-d|--decode|-D)|\bxxd\s+-r|\batob\(/, what: 'unpacks hidden text' },
];

const INSTALLER =
  /\b(?:npm|pnpm|yarn|bun)\s+(?:(?:-\S+|global)\s+)*(?:i|install|add|dlx|exec)\s+(?:-\S+\s+)*[@\w<"']|\b(?:npx|bunx|pipx|uvx)\s+(?!--no-install\b)\S|\bpip3?\s+install\s+(?!-r\b|-e\b|\.)|\buv\s+(?:add|pip\s+install|tool)\b|\b(?:cargo|go|gem|brew|apt|apt-get|dnf|yum|apk|choco|winget)\s+(?:-\S+\s+)*(?:install|add|get)\b|\b(?:curl|wget)\b/;
const URL = /\b[a-z][a-z0-9+.-]*:\/\/|\bwww\.|\bgit@[\w.-]+:/i;

/** Commands and paths that can do harm, addresses, and what fetches programs. */
export const checkDanger: Check = ({ lines, context }) =>
  // A note of where something stands does nothing; that it stands there is checked elsewhere.
  lines
    .filter((line) => isClaim(line) && line.line.kind !== 'note')
    .flatMap((line): Refusal[] => {
      const find = (code: RefusalCode, pattern: RegExp, text: string, message: string) => {
        const found = pattern.exec(text);
        return found === null ? [] : [hold(code, line, message, [found[0].trim()])];
      };
      const installs = withoutOwnTools(line.text, context.docs ?? []);
      return [
        ...DANGERS.flatMap(({ pattern, what }) => find('danger', pattern, line.text, `this line ${what}`)),
        ...find('url', URL, line.text, 'this line holds an address'),
        ...find('installer', INSTALLER, installs, 'this line fetches or installs a program'),
      ];
    });

const LAUNCHED = /\b(?:npx|bunx)\s+([\w.-]+)(?=[\s`]|$)/g;

/** `npx vitest` fetches nothing in a project whose manifest names vitest: there it only runs what is installed. */
function withoutOwnTools(text: string, docs: readonly RepoDoc[]): string {
  const { scripts, tools } = ownNames(docs);
  return text.replace(LAUNCHED, (whole, tool: string) =>
    tools.has(tool.toLowerCase()) || scripts.has(tool.toLowerCase()) ? tool : whole,
  );
}
