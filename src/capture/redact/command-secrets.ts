/** Where command lines carry secrets: by an option, or by position. From the manual pages of the programs named. */

import type { Place } from './place.ts';
import { isLiteral } from './values.ts';

/** An option that takes a secret in a program that has it; elsewhere the same letter means something else. */
interface SecretOption {
  /** Programs, as an alternation. */
  program: string;
  /** Options, as an alternation; the value follows after white space or `=`. */
  option: string;
  /** True where the value may be glued to the option, as in `-psecret`. */
  glued?: true;
}

const OPTIONS: readonly SecretOption[] = [
  { program: 'sshpass', option: '-p', glued: true },
  { program: '(?:docker|podman|buildah|skopeo|helm registry|nerdctl) login', option: '-p', glued: true },
  { program: '(?:mysql|mariadb)[a-z-]{0,12}', option: '-p(?=\\S)', glued: true },
  {
    program:
      '(?:mongo|mongosh|mongodump|mongorestore|mongoexport|mongoimport|cqlsh|cypher-shell|twine upload|rdesktop|psexec|winexe)',
    option: '-p',
  },
  { program: 'redis-cli', option: '-a' },
  { program: '(?:zip|unzip|mosquitto_pub|mosquitto_sub|ipmitool|sqlcmd|bcp)', option: '-P' },
  { program: '(?:xfreerdp|wlfreerdp)', option: '/p:', glued: true },
  { program: 'snmp(?:walk|get|set|bulkwalk|bulkget|trap)', option: '-[AX]' },
  { program: 'curl', option: '(?:--pass|--oauth2-bearer|--proxy-pass)' },
  { program: 'redis-server', option: '--requirepass' },
  { program: 'az keyvault secret set', option: '--value' },
  { program: 'aws ssm put-parameter[^\n|;&]{0,200}SecureString', option: '--value' },
  { program: 'influx', option: '-t' },
  { program: '(?:7z|7za|7zr|rar|unrar)', option: '-h?p(?=\\S)', glued: true },
  { program: '(?:ldapsearch|ldapadd|ldapmodify|ldapdelete|ldapwhoami|ldappasswd)', option: '-[ws]' },
  { program: 'openssl (?:enc|[a-z0-9-]{2,20})', option: '-[kK]' },
  { program: 'ssh-keygen', option: '-[NP]' },
  { program: 'az login', option: '-p' },
  { program: 'gh secret set', option: '(?:-b|--body)', glued: true },
];

const GIVEN_OUT = `\\b(?:echo|printf)[ \\t]{1,4}(?:-[en]{1,2}[ \\t]{1,4})?(?:["']%s(?:\\\\n)?["'][ \\t]{1,4})?["']?`;
/** Programs that are given a secret by their standard input, with what tells that they are. */
const READS_SECRET =
  '(?:sudo[ \\t][^\\n|]{0,40}?-[A-Za-z]{0,4}S\\b|(?:docker|podman|helm|gh|glab)[ \\t][^\\n|<]{1,200}?--(?:password-stdin|with-token)\\b|(?:sudo[ \\t]{1,4})?passwd\\b|(?:gh|wrangler|vercel|gcloud|doppler)[ \\t]{1,4}(?:secrets?|env)[ \\t]{1,4}(?:set|put|add|create|versions)\\b|(?:sudo[ \\t]{1,4})?cryptsetup\\b)';

/** A secret by its place among the words, behind a cheap test for the whole text. Group 1 is what comes before it. */
const POSITIONS: readonly (readonly [trigger: RegExp, pattern: RegExp])[] = [
  [
    /htpasswd/,
    /(\bhtpasswd[ \t]{1,4}(?:-[A-Za-z0-9]{1,8}[ \t]{1,4}){0,4}?-[A-Za-z]{0,8}b[A-Za-z]{0,8}[ \t]{1,4}(?:-[A-Za-z0-9]{1,8}[ \t]{1,4}){0,4}(?:[^\s-][^\s]{0,200}[ \t]{1,4}){1,2}?["']?)([^\s"'|;&]{4,256})(?=["']?[ \t]{0,4}(?:[|;&\n]|$))/g,
  ],
  [
    /smbclient/,
    /(\bsmbclient\b[^\n|;&]{0,200}?[ \t](?:-U|--user)[ =]{0,2}["']?[^\s%"']{1,128}%)([^\s"']{4,256})/g,
  ],
  [
    /\bnet(?:\.exe)? {1,4}use/i,
    /(\bnet(?:\.exe)?[ \t]{1,4}(?:user[ \t]{1,4}[^\s/*]{1,64}|use[ \t]{1,4}[^\s/]{1,256}(?:[ \t]{1,4}\\\\[^\s/]{1,200})?(?:[ \t]{1,4}\/user:[^\s]{1,128})?)[ \t]{1,4}["']?)([^\s"'/*\\][^\s"']{3,127})/gi,
  ],
  [
    /sqlplus|\brman |sqlldr|[ei][xm]pdp/,
    /(\b(?:sqlplus|rman|sqlldr|expdp|impdp)[ \t]{1,4}(?:-[A-Za-z]{1,2}[ \t]{1,4}){0,3}["']?[A-Za-z0-9_$#]{1,64}\/["']?)([^\s"'@/]{4,128}(?:@[^\s"'@/]{1,128}(?=@)){0,3})(?=["']?(?:@|\s|$))/g,
  ],
  [
    / secrets /,
    /(\b(?:fly|flyctl|doppler|supabase)[ \t]{1,4}secrets[ \t]{1,4}(?:set|import)[ \t]{1,4}(?:-{1,2}[a-z-]{1,16}[ \t=]{1,4}[^\s=]{1,64}[ \t]{1,4}){0,4}(?:[^\s=]{1,64}=[^\s]{1,256}[ \t]{1,4}){0,8}?[A-Za-z0-9_]{1,64}=["']?)([^\s"']{4,1024})/g,
  ],
  [/--from-literal/, /(--from-literal[= ]["']?[A-Za-z0-9._-]{1,64}=["']?)([^\s"']{4,1024})/g],
  [/\blogin /, /(\blogin[ \t]{1,4}[^\s]{1,128}\s{1,8}password[ \t]{1,4})([^\s"'\\]{4,256})/g],
  [
    /pass:|(?:store|key)pass /,
    /((?:-pass(?:in|out)?[ \t]{1,2}pass:|-(?:src|dest)?(?:store|key)pass[ \t]{1,2})["']?)([^\s"'\\]{4,256})/g,
  ],
  // Behind the name of a user, or of a setting.
  [
    /rabbitmqctl|mosquitto_passwd|http-basic/,
    /(\b(?:rabbitmqctl[ \t]{1,4}(?:add_user|change_password|authenticate_user)|mosquitto_passwd[ \t]{1,4}(?:-[A-Za-z]{1,4}[ \t]{1,4}){0,3}?-[A-Za-z]{0,3}b[ \t]{1,4}[^\s]{1,200}|(?:poetry|composer)[ \t]{1,4}config[ \t]{1,4}(?:-{1,2}[a-z-]{1,16}[ \t]{1,4}){0,3}http-basic\.[^\s]{1,128})[ \t]{1,4}[^\s-][^\s]{0,128}[ \t]{1,4}["']?)([^\s"']{4,256})/g,
  ],
  [
    /user-secrets| config(?:ure)? /,
    /(\b(?:dotnet[ \t]{1,4}user-secrets[ \t]{1,4}set[ \t]{1,4}["']?[^\s"']{1,128}["']?|(?:poetry|npm|pnpm|yarn|git|aws|composer)[ \t]{1,4}config(?:ure)?[ \t]{1,4}(?:-{1,2}[a-z-]{1,16}[ \t]{1,4}){0,3}(?:set[ \t]{1,4})?[^\s=]{0,128}(?:token|password|secret_access_key)(?:\.[a-z-]{1,32})?)[ \t]{1,4}["']?)([^\s"'-][^\s"']{5,1024})/gi,
  ],
  [
    /(?:vault|cargo) login/,
    /(\b(?:vault|cargo)[ \t]{1,4}login[ \t]{1,4}(?:-[^\s]{1,64}[ \t]{1,4}){0,3}["']?)([^\s"'=-][^\s"'=]{7,256})(?=["']?[ \t]{0,4}(?:[|;&\n]|$))/g,
  ],
  [
    /openssl passwd/,
    /(\bopenssl[ \t]{1,4}passwd[ \t]{1,4}(?:-[a-z0-9]{1,12}[ \t]{1,4}){0,4}["']?)([^\s"'()-][^\s"'()]{3,255})/g,
  ],
  [
    /\b(?:curl|wget|https?|xh|lftp) /,
    /(\b(?:curl|wget|https?|xh|lftp)\b[^\n|;&]{0,400}?[ \t](?:-[A-Za-z#]{0,8}[ua]|--(?:proxy-)?user|--auth)[ \t=]{0,2}["']?[^\s:,"'/]{1,128}[:,])([^\s"'\\]{4,256})/g,
  ],
  [
    / -E|--cert/,
    /(\bcurl\b[^\n|;&]{0,400}?[ \t](?:-E|--cert)[ \t=]{1,2}["']?[^\s:"']{1,128}:)([^\s"'\\]{4,256})/g,
  ],
  [
    /(?:-H|--header)[ =]?["']?[A-Za-z-]+:/,
    /([ \t](?:-H|--header)[ \t=]{0,2}["']?[A-Za-z-]{0,32}(?:Authorization|Token|Api-?Key|Secret|Password)[A-Za-z-]{0,16}:[ \t]{0,2}(?:[A-Za-z-]{2,16}[ \t]{1,2})?)([^\s"'\\]{6,4096})(?=["']|\s|$)/gi,
  ],
  [/jdbc:oracle/, /(\bjdbc:oracle:[a-z]{2,8}:[A-Za-z0-9_$#]{1,64}\/)([^\s"'/]{4,128})(?=@)/g],
  [/securestring/i, /(\bConvertTo-SecureString\b[^\n|;"']{0,120}["'])([^"'\n$]{4,256})(?=["'])/gi],
  // A user and a password side by side: protocols, and the calls that sign in.
  [/ LOGIN /, /(^[A-Za-z0-9.]{1,16} LOGIN ["']?[^\s"']{1,128}["']? ["']?)([^\s"']{4,256})(?=["']?\s*$)/gm],
  [/^USER /m, /(^USER [^\n]{1,128}\n(?:[^\n]{0,200}\n){0,2}PASS[ \t])([^\s]{4,256})(?=\s*$)/gm],
  [
    /\blogin\(|HTTPBasicAuth|auth ?= ?\(|Credentials?\(/,
    /(\b(?:login|HTTPBasicAuth|auth[ \t]?=[ \t]?|NetworkCredential|UsernamePasswordCredentials)\([ \t]{0,2}["'][^"'\n]{1,128}["'],[ \t]{0,2}["'])([^\s"'\\]{4,256})(?=["'])/g,
  ],
  [
    /requirepass|REDISCLI_AUTH|NEO4J_AUTH/,
    /((?:^[ \t]{0,16}requirepass[ \t]{1,4}|\bREDISCLI_AUTH=|\bNEO4J_AUTH[=:][ \t]?neo4j\/)["']?)([^\s"']{4,256})/gm,
  ],
  // A password that a program reads from its standard input.
  [
    /(?:echo|printf) .*\|/,
    new RegExp(
      `(${GIVEN_OUT})((?:[^\\s"'\\\\|]|\\\\n){4,256})(?=["']?[ \\t]{0,4}\\|[ \\t]{0,4}${READS_SECRET})`,
      'g',
    ),
  ],
  [
    /<<</,
    new RegExp(
      `(\\b${READS_SECRET}[^\\n|;&<]{0,200}<<<[ \\t]{0,4}["']?)([^\\s"'\\\\|:$]{4,256})(?=["']|[ \\t]{0,4}(?:[|;&\\n]|$))`,
      'g',
    ),
  ],
  [
    /chpasswd/,
    new RegExp(
      `(${GIVEN_OUT}[A-Za-z0-9_.-]{1,64}:)([^\\s"'\\\\|:]{4,256})(?=(?:\\\\n)?["']?[ \\t]{0,4}\\|[ \\t]{0,4}(?:sudo[ \\t]{1,4})?(?:/usr/sbin/)?chpasswd\\b)`,
      'g',
    ),
  ],
  [
    /chpasswd/,
    /(\bchpasswd\b[^\n|;&<]{0,64}<<(?:<[ \t]{0,4}["']?|-?["']?[A-Z]{1,16}["']?[ \t]{0,4}\n[ \t]{0,16})[A-Za-z0-9_.-]{1,64}:)([^\s"'\\|:]{4,256})/g,
  ],
];

/** A cheap test for the whole text: an option that could be one of these. */
const SHORT_OPTION = / (?:-h?[pPkKNwsabtAX]|--(?:body|value|pass|oauth2|proxy-pass|requirepass)|\/p:)/;
/** Part of whatever one of the positions needs; most texts have none of them. */
const ANY_POSITION =
  /htpasswd|smbclient|\bnet(?:\.exe)? {1,4}use|NET USE|sqlplus|\brman |sqlldr|expdp|impdp|--from-literal|ogin[ (]|LOGIN |pass:|pass |passwd|<<<|\| ?[a-z]|rabbitmqctl|http-basic|secrets | config|curl |wget |https? |\bxh |lftp |-H|--header|jdbc:oracle|[Ss]ecure[Ss]tring|USER |HTTPBasicAuth|auth ?= ?\(|redentials?\(|requirepass|REDISCLI_AUTH|NEO4J_AUTH/;

/** Places of secrets on command lines, for `findPlaced`. */
export const COMMAND_PLACES: readonly Place[] = [
  ...OPTIONS.map(
    ({ program, option, glued }): Place => ({
      kind: 'password',
      trigger: SHORT_OPTION,
      pattern: new RegExp(
        `(\\b${program}\\b[^\\n|;&]{0,200}?[ \\t]${option}${glued === true ? '[ \\t=]{0,4}' : '(?:[ \\t]{1,4}|=)'}["']?)([^\\s"'\\\\-][^\\s"'\\\\]{3,255})`,
        'g',
      ),
      accept: isLiteral,
    }),
  ),
];

/** The other places on command lines; none where {@link ANY_POSITION} finds nothing. */
export const positionsIn = (text: string): readonly Place[] =>
  ANY_POSITION.test(text) ? POSITION_PLACES : [];

const POSITION_PLACES: readonly Place[] = POSITIONS.map(([trigger, pattern]) => ({
  ...{ kind: 'password', trigger, pattern },
  accept: isLiteral,
}));
