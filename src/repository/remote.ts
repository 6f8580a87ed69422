/** What a repository's remote is called, however it was cloned. */

import { isAbsolute } from 'node:path';

/**
 * One name for a repository however it was cloned: `github.com/owner/repo`, or `file:/path` for a local one. Without
 * scheme, user, password, port and `.git`, in lower case.
 * @returns null for what names no place (a relative path, nothing)
 */
export function normaliseRemote(url: string): string | null {
  const place = placeOf(url.trim());
  if (place === null) return null;
  const path = place.path
    .replace(/\/+$/, '')
    .replace(/\.git$/i, '')
    .replace(/^\/+/, '');
  if (path === '') return null;
  return place.host === '' ? `file:/${path}` : `${hostNamed(place.host)}/${path}`.toLowerCase();
}

/** Second doors of the large hosts (GitHub: SSH over the HTTPS port; GitLab and Bitbucket likewise). */
const SAME_HOST: Readonly<Record<string, string>> = {
  'ssh.github.com': 'github.com',
  'www.github.com': 'github.com',
  'altssh.gitlab.com': 'gitlab.com',
  'altssh.bitbucket.org': 'bitbucket.org',
};

function hostNamed(host: string): string {
  return SAME_HOST[host.toLowerCase()] ?? host;
}

function placeOf(url: string): { host: string; path: string } | null {
  if (isAbsolute(url)) return { host: '', path: url };
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(url)) {
    if (!URL.canParse(url)) return null;
    const { protocol, hostname, pathname } = new URL(url);
    return { host: protocol === 'file:' ? '' : hostname, path: pathname };
  }
  // [user@]host:path, as ssh and scp have it; one letter before the colon is a drive.
  const scp = /^(?:[^/@:]*@)?([^/@:]{2,}):(.*)$/.exec(url);
  return scp === null ? null : { host: scp[1] ?? '', path: scp[2] ?? '' };
}
