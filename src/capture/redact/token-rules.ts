/**
 * Tokens that name their issuer by their first characters. The formats are the issuers' own; they were checked
 * against gitleaks' rule set (MIT, github.com/gitleaks/gitleaks), which `docs/redaction.md` compares.
 */

export interface TokenRule {
  kind: string;
  /** Literal first characters, at least three; the first pass looks for these only. */
  prefixes: readonly string[];
  /** Character class of the rest. */
  body: string;
  /** Least length of the rest. */
  min: number;
  /** Greatest length of the rest; a longer run is another thing altogether when the rule is `exact`. */
  max?: number;
  /** Length of the rest of a whole token, where the issuer keeps to one; tells how much may stand on the next line. */
  usual?: number;
  /** The rest has between min and max characters and nothing of its class may follow. */
  exact?: true;
  /** What the rest must hold besides. */
  holds?: RegExp;
  /** The prefix also occurs inside words and data: it must start a word, and the rest must look random. */
  weak?: true;
}

const ALNUM = 'A-Za-z0-9';
const WORD = 'A-Za-z0-9_\\-';
const UNDERSCORED = 'A-Za-z0-9_';
const DOTTED = 'A-Za-z0-9_.\\-';
const BASE64 = 'A-Za-z0-9+/=';
const LOWER_HEX = '0-9a-f';
const UPPER = 'A-Z0-9';

/** Longest rest of any token without a `max` of its own. */
export const LONGEST_TOKEN = 1024;

export const TOKEN_RULES: readonly TokenRule[] = [
  // Language models
  { kind: 'anthropic', prefixes: ['sk-ant-'], body: WORD, min: 20 },
  { kind: 'openai', prefixes: ['sk-proj-', 'sk-svcacct-', 'sk-admin-', 'sk-None-'], body: WORD, min: 20 },
  { kind: 'openrouter', prefixes: ['sk-or-v1-'], body: LOWER_HEX, min: 40 },
  { kind: 'openai', prefixes: ['sk-'], body: WORD, min: 20, weak: true },
  { kind: 'api-key', prefixes: ['sk_', 'csk-', 'pa-', 'fw_'], body: ALNUM, min: 24, weak: true },
  { kind: 'huggingface', prefixes: ['hf_', 'api_org_'], body: ALNUM, min: 30, usual: 34, weak: true },
  { kind: 'perplexity', prefixes: ['pplx-'], body: ALNUM, min: 20 },
  { kind: 'tavily', prefixes: ['tvly-'], body: WORD, min: 20 },
  { kind: 'langsmith', prefixes: ['lsv2_pt_', 'lsv2_sk_'], body: UNDERSCORED, min: 20, usual: 43 },
  { kind: 'groq', prefixes: ['gsk_'], body: ALNUM, min: 20, weak: true },
  { kind: 'xai', prefixes: ['xai-'], body: WORD, min: 30, weak: true },
  { kind: 'replicate', prefixes: ['r8_'], body: ALNUM, min: 30, weak: true },
  { kind: 'nvidia', prefixes: ['nvapi-'], body: WORD, min: 30 },
  { kind: 'firecrawl', prefixes: ['fc-'], body: LOWER_HEX, min: 32, max: 32, exact: true, weak: true },
  { kind: 'pinecone', prefixes: ['pcsk_'], body: UNDERSCORED, min: 30 },
  { kind: 'jina', prefixes: ['jina_'], body: WORD, min: 30, weak: true },
  { kind: 'cursor', prefixes: ['crsr_'], body: ALNUM, min: 30, weak: true },

  // Any issuer: RFC 7519, header and claims are JSON objects in base64url
  {
    kind: 'jwt',
    prefixes: ['eyJ'],
    body: DOTTED,
    min: 24,
    max: 8192,
    holds: /^[^.]{8,}\.eyJ[^.]{6,}/,
  },

  // Code hosts and package registries
  {
    kind: 'github',
    prefixes: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'],
    body: UNDERSCORED,
    min: 20,
    usual: 36,
  },
  { kind: 'github', prefixes: ['github_pat_'], body: UNDERSCORED, min: 20 },
  {
    kind: 'gitlab',
    prefixes: [
      'glpat-',
      'glptt-',
      'gldt-',
      'glrt-',
      'glrtr-',
      'glcbt-',
      'glft-',
      'glimt-',
      'glagent-',
      'gloas-',
      'glsoat-',
      'glffct-',
      'GR1348941',
    ],
    body: DOTTED,
    min: 16,
  },
  { kind: 'bitbucket', prefixes: ['ATBB'], body: ALNUM, min: 28, weak: true },
  { kind: 'atlassian', prefixes: ['ATATT3', 'ATCTT3'], body: `${WORD}=`, min: 60 },
  { kind: 'npm', prefixes: ['npm_'], body: ALNUM, min: 30, usual: 36, weak: true },
  { kind: 'pypi', prefixes: ['pypi-Ag'], body: WORD, min: 40 },
  { kind: 'crates', prefixes: ['cio'], body: ALNUM, min: 32, max: 32, exact: true, weak: true },
  { kind: 'rubygems', prefixes: ['rubygems_'], body: LOWER_HEX, min: 40 },
  { kind: 'nuget', prefixes: ['oy2'], body: 'a-z0-9', min: 43, max: 43, exact: true, weak: true },
  { kind: 'clojars', prefixes: ['CLOJARS_'], body: ALNUM, min: 50 },
  { kind: 'docker', prefixes: ['dckr_pat_', 'dckr_oat_'], body: WORD, min: 20 },
  { kind: 'artifactory', prefixes: ['AKCp'], body: ALNUM, min: 60, weak: true },
  { kind: 'circleci', prefixes: ['CCIPAT_', 'CCIPRJ_'], body: UNDERSCORED, min: 30 },
  { kind: 'buildkite', prefixes: ['bkua_'], body: LOWER_HEX, min: 40 },

  // Clouds and hosting
  {
    kind: 'aws',
    prefixes: ['AKIA', 'ASIA', 'ABIA', 'ACCA'],
    body: UPPER,
    min: 16,
    max: 16,
    exact: true,
    weak: true,
  },
  { kind: 'aws', prefixes: ['ABSK', 'bedrock-api-key-'], body: BASE64, min: 100 },
  { kind: 'google', prefixes: ['AIza'], body: WORD, min: 30, max: 40, usual: 35, weak: true },
  { kind: 'google', prefixes: ['GOCSPX-'], body: WORD, min: 20 },
  { kind: 'google', prefixes: ['ya29.'], body: DOTTED, min: 20 },
  { kind: 'google', prefixes: ['1//0'], body: WORD, min: 30, weak: true },
  { kind: 'digitalocean', prefixes: ['dop_v1_', 'doo_v1_', 'dor_v1_'], body: LOWER_HEX, min: 40 },
  { kind: 'alibaba', prefixes: ['LTAI'], body: ALNUM, min: 12, max: 26, weak: true },
  { kind: 'tencent', prefixes: ['AKID'], body: ALNUM, min: 32, max: 32, exact: true, weak: true },
  { kind: 'yandex', prefixes: ['AQVN', 'y0_'], body: WORD, min: 35, weak: true },
  { kind: 'heroku', prefixes: ['HRKU-'], body: WORD, min: 30 },
  { kind: 'vercel', prefixes: ['vcp_', 'vci_', 'vca_', 'vcr_', 'vck_'], body: ALNUM, min: 24, weak: true },
  { kind: 'netlify', prefixes: ['nfp_'], body: ALNUM, min: 30, weak: true },
  { kind: 'fly', prefixes: ['fm1r_', 'fm2_', 'fo1_'], body: `${BASE64}_,\\-`, min: 40 },
  { kind: 'render', prefixes: ['rnd_'], body: ALNUM, min: 24, weak: true },
  { kind: 'cloudflare', prefixes: ['cfut_', 'cfat_', 'v1.0-'], body: WORD, min: 40, weak: true },
  { kind: 'tailscale', prefixes: ['tskey-'], body: WORD, min: 20 },
  { kind: 'pulumi', prefixes: ['pul-'], body: LOWER_HEX, min: 40 },
  { kind: 'databricks', prefixes: ['dapi'], body: `${LOWER_HEX}\\-`, min: 32, weak: true },
  { kind: 'openshift', prefixes: ['sha256~'], body: WORD, min: 40 },
  { kind: 'planetscale', prefixes: ['pscale_tkn_', 'pscale_pw_', 'pscale_oauth_'], body: DOTTED, min: 30 },
  { kind: 'neon', prefixes: ['napi_'], body: ALNUM, min: 40, weak: true },
  { kind: 'supabase', prefixes: ['sb_secret_', 'sbp_'], body: WORD, min: 20, weak: true },

  // Vaults
  { kind: 'vault', prefixes: ['hvs.', 'hvb.', 'hvr.'], body: DOTTED, min: 24, weak: true },
  {
    kind: 'doppler',
    prefixes: ['dp.pt.', 'dp.st.', 'dp.sa.', 'dp.ct.', 'dp.scim.', 'dp.audit.'],
    body: DOTTED,
    min: 30,
    weak: true,
  },
  { kind: 'onepassword', prefixes: ['ops_eyJ'], body: `${WORD}=`, min: 60 },
  { kind: 'age', prefixes: ['AGE-SECRET-KEY-1'], body: UPPER, min: 40 },

  // Chat, mail, telephony
  {
    kind: 'slack',
    prefixes: ['xoxb-', 'xoxp-', 'xoxa-', 'xoxr-', 'xoxs-', 'xoxe-', 'xoxc-', 'xoxd-', 'xapp-', 'xoxe.'],
    body: `${DOTTED}%`,
    min: 16,
  },
  {
    kind: 'slack',
    prefixes: ['hooks.slack.com/services/', 'hooks.slack.com/workflows/', 'hooks.slack.com/triggers/'],
    body: `${WORD}/`,
    min: 20,
  },
  {
    kind: 'discord',
    prefixes: ['discord.com/api/webhooks/', 'discordapp.com/api/webhooks/'],
    body: `${WORD}/`,
    min: 40,
  },
  { kind: 'teams', prefixes: ['webhook.office.com/webhookb2/'], body: `${WORD}/@`, min: 60 },
  { kind: 'sendgrid', prefixes: ['SG.'], body: DOTTED, min: 40, weak: true },
  { kind: 'mailgun', prefixes: ['key-'], body: LOWER_HEX, min: 32, max: 32, exact: true, weak: true },
  { kind: 'brevo', prefixes: ['xkeysib-', 'xsmtpsib-'], body: WORD, min: 40 },
  { kind: 'resend', prefixes: ['re_'], body: UNDERSCORED, min: 28, weak: true },

  // Payment, shops
  {
    kind: 'stripe',
    prefixes: ['sk_live_', 'sk_test_', 'rk_live_', 'rk_test_', 'sk_prod_', 'rk_prod_'],
    body: ALNUM,
    min: 16,
  },
  { kind: 'stripe', prefixes: ['whsec_'], body: BASE64, min: 24 },
  {
    kind: 'shopify',
    prefixes: ['shpat_', 'shpca_', 'shppa_', 'shpss_', 'shpua_', 'shptka_'],
    body: 'A-Fa-f0-9',
    min: 32,
  },
  { kind: 'square', prefixes: ['sq0atp-', 'sq0csp-', 'sq0idp-', 'EAAA'], body: WORD, min: 22, weak: true },
  { kind: 'paypal', prefixes: ['access_token$production$'], body: `${ALNUM}$`, min: 30 },
  { kind: 'easypost', prefixes: ['EZAK', 'EZTK'], body: ALNUM, min: 54, weak: true },

  // Tools of the trade
  { kind: 'sentry', prefixes: ['sntrys_', 'sntryu_'], body: `${BASE64}_`, min: 40 },
  { kind: 'grafana', prefixes: ['glsa_', 'glc_'], body: `${UNDERSCORED}=+/`, min: 30, weak: true },
  { kind: 'newrelic', prefixes: ['NRAK-', 'NRJS-', 'NRRA-', 'NRII-'], body: WORD, min: 20 },
  { kind: 'posthog', prefixes: ['phx_', 'phs_'], body: ALNUM, min: 30, weak: true },
  { kind: 'linear', prefixes: ['lin_api_', 'lin_oauth_'], body: ALNUM, min: 32 },
  { kind: 'notion', prefixes: ['ntn_', 'secret_'], body: ALNUM, min: 40, weak: true },
  { kind: 'figma', prefixes: ['figd_', 'figu_', 'figo_'], body: WORD, min: 30 },
  { kind: 'postman', prefixes: ['PMAK-'], body: WORD, min: 30 },
  { kind: 'typeform', prefixes: ['tfp_'], body: DOTTED, min: 40 },
  { kind: 'contentful', prefixes: ['CFPAT-'], body: WORD, min: 30 },
  { kind: 'readme', prefixes: ['rdme_'], body: ALNUM, min: 40 },
  { kind: 'adafruit', prefixes: ['aio_'], body: ALNUM, min: 28, max: 28, exact: true, weak: true },
  { kind: 'facebook', prefixes: ['EAAC', 'EAAM', 'EAAB', 'EAAG'], body: ALNUM, min: 80, weak: true },
  { kind: 'twitter', prefixes: ['AAAAAAAAAAAAAAAAAAAAA'], body: `${ALNUM}%`, min: 40 },
];

export interface TokenShape {
  kind: string;
  /** Characters that every such token holds; without them the pattern is not tried. */
  mark: string;
  /** Linear: bounded runs of one class, told apart by fixed characters. */
  pattern: RegExp;
}

/** Tokens without a literal start. */
export const TOKEN_SHAPES: readonly TokenShape[] = [
  {
    kind: 'telegram',
    mark: ':AA',
    pattern: /[0-9]{8,10}:AA[A-Za-z0-9_-]{30,40}(?![A-Za-z0-9_-])/g,
  },
  {
    kind: 'discord',
    mark: '.',
    pattern: /[MNO][A-Za-z0-9_-]{22,27}\.[A-Za-z0-9_-]{5,7}\.[A-Za-z0-9_-]{26,45}(?![A-Za-z0-9])/g,
  },
  {
    kind: 'terraform',
    mark: '.atlasv1.',
    pattern: /(?<![A-Za-z0-9])[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{50,100}/g,
  },
  { kind: 'airtable', mark: 'pat', pattern: /(?<![A-Za-z0-9])pat[A-Za-z0-9]{14}\.[0-9a-f]{64}/g },
  { kind: 'mailchimp', mark: '-us', pattern: /(?<![A-Za-z0-9])[0-9a-f]{32}-us[0-9]{1,2}(?![A-Za-z0-9])/g },
  {
    kind: 'azure',
    mark: 'Q~',
    pattern: /(?<![A-Za-z0-9_~.-])[A-Za-z0-9_~.]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34}(?![A-Za-z0-9_~.-])/g,
  },
  {
    kind: 'dynatrace',
    mark: 'dt0',
    pattern: /(?<![A-Za-z0-9])dt0[a-z][0-9]{2}\.[A-Z0-9]{24}\.[A-Z0-9]{64}/g,
  },
];
