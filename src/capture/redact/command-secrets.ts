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
  { program: '(?:docker|podman|buildah|skopeo|helm registry|nerdctl) login', option: '-p' },
  { program: '(?:mysql|mariadb)[a-z-]{0,12}', option: '-p(?=\\S)', glued: true },
  { program: '(?:mongo|mongosh|mongodump|mongorestore|mongoexport|mongoimport)', option: '-p' },
  { program: 'redis-cli', option: '-a' },
  { program: '(?:zip|unzip|mosquitto_pub|mosquitto_sub|ipmitool)', option: '-P' },
  { program: '(?:7z|7za|7zr|rar|unrar)', option: '-h?p(?=\\S)', glued: true },
  { program: '(?:ldapsearch|ldapadd|ldapmodify|ldapdelete|ldapwhoami|ldappasswd)', option: '-[ws]' },
  { program: 'openssl (?:enc|[a-z0-9-]{2,20})', option: '-[kK]' },
  { program: 'ssh-keygen', option: '-[NP]' },
  { program: 'az login', option: '-p' },
  { program: 'gh secret set', option: '(?:-b|--body)' },
];

/** A secret by its place among the words. Group 1 is what comes before it. */
const POSITIONS: readonly RegExp[] = [
  /(\bhtpasswd[ \t]{1,4}(?:-[A-Za-z0-9]{1,8}[ \t]{1,4}){0,4}?-[A-Za-z]{0,8}b[A-Za-z]{0,8}[ \t]{1,4}(?:-[A-Za-z0-9]{1,8}[ \t]{1,4}){0,4}(?:[^\s-][^\s]{0,200}[ \t]{1,4}){1,2}?["']?)([^\s"'|;&]{4,256})(?=["']?[ \t]{0,4}(?:[|;&\n]|$))/g,
  /(\bsmbclient\b[^\n|;&]{0,200}?[ \t](?:-U|--user)[ =]{0,2}["']?[^\s%"']{1,128}%)([^\s"']{4,256})/g,
  /(\bnet(?:\.exe)?[ \t]{1,4}user[ \t]{1,4}[^\s/*]{1,64}[ \t]{1,4}["']?)([^\s"'/*][^\s"']{3,127})/g,
  /(\b(?:sqlplus|rman|sqlldr|expdp|impdp)[ \t]{1,4}(?:-[A-Za-z]{1,2}[ \t]{1,4}){0,3}["']?[A-Za-z0-9_$#]{1,64}\/["']?)([^\s"'@/]{4,128})(?=["']?(?:@|\s|$))/g,
  /(\b(?:fly|flyctl)[ \t]{1,4}secrets[ \t]{1,4}(?:set|import)[ \t]{1,4}(?:[^\s=]{1,64}=[^\s]{1,256}[ \t]{1,4}){0,8}?[A-Za-z0-9_]{1,64}=["']?)([^\s"']{4,1024})/g,
  /(--from-literal[= ]["']?[A-Za-z0-9._-]{1,64}=["']?)([^\s"']{4,1024})/g,
  /(\blogin[ \t]{1,4}[^\s]{1,128}\s{1,8}password[ \t]{1,4})([^\s"'\\]{4,256})/g,
  /((?:-pass(?:in|out)?[ \t]{1,2}pass:|-(?:src|dest)?(?:store|key)pass[ \t]{1,2})["']?)([^\s"'\\]{4,256})/g,
  /(\b(?:echo|printf)[ \t]{1,4}(?:-[en]{1,2}[ \t]{1,4})?["']?)([^\s"'\\|]{4,256})(?=["']?[ \t]{0,4}\| ?(?:sudo [^\n|]{0,40}?-[A-Za-z]{0,4}S|(?:docker|podman) [^\n|]{1,200}?--password-stdin)\b)/g,
  /(\b(?:echo|printf)[ \t]{1,4}(?:-[en]{1,2}[ \t]{1,4})?["']?[A-Za-z0-9_.-]{1,64}:)([^\s"'\\|:]{4,256})(?=(?:\\n)?["']?[ \t]{0,4}\|[ \t]{0,4}(?:sudo[ \t]{1,4})?(?:\/usr\/sbin\/)?chpasswd\b)/g,
];

/** Cheap tests for the whole text: an option that could be one of these; what the other forms have. */
const SHORT_OPTION = / (?:-h?[pPkKNwsab]|--body)/;
const POSITION =
  /htpasswd|smbclient|\bnet(?:\.exe)? {1,4}user|sqlplus|\brman |sqlldr|[ei][xm]pdp|\bfly(?:ctl)? |--from-literal|\blogin |pass(?:in|out)? pass:|(?:store|key)pass |chpasswd|--password-stdin|\| ?sudo/;

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
  ...POSITIONS.map((pattern): Place => ({ kind: 'password', trigger: POSITION, pattern, accept: isLiteral })),
];
