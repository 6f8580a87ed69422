/** Settings files as people, editors and other tools leave them, with the events of Claude Code and Codex. */

import type { AgentId } from '../../src/types.ts';

/** The same file with the agent's own names of events. */
export function forAgent(agent: AgentId, text: string): string {
  if (agent !== 'cursor') return text;
  return text.replace(
    /\b(?:Stop|SessionStart|PreToolUse)\b/g,
    (name) => name[0]?.toLowerCase() + name.slice(1),
  );
}

const other = '{"hooks":[{"type":"command","command":"other-tool"}]}';
const deep = (levels: number) => `{"a":${'['.repeat(levels)}${']'.repeat(levels)}}`;

/** Each is a JSON object, or empty, and must take our hooks without losing a byte. */
export const AWKWARD_SETTINGS: Record<string, string> = {
  'an empty file': '',
  'white space only': ' \n\t\n',
  'an empty object': '{}',
  'an empty object with a newline at the end': '{}\n',
  'an empty object over two lines': '{\n}\n',
  'an empty object with spaces inside': '{   }',
  'one setting, minified': '{"model":"opus"}',
  'one setting, spaced': '{ "model" : "opus" }\n',
  'two spaces': '{\n  "model": "opus",\n  "env": {\n    "A": "1"\n  }\n}\n',
  'four spaces': '{\n    "model": "opus",\n    "env": {\n        "A": "1"\n    }\n}\n',
  tabs: '{\n\t"model": "opus",\n\t"env": {\n\t\t"A": "1"\n\t}\n}\n',
  'no newline at the end': '{\n  "model": "opus"\n}',
  'several newlines at the end': '{\n  "model": "opus"\n}\n\n\n',
  'Windows line ends': '{\r\n  "model": "opus",\r\n  "b": [1, 2]\r\n}\r\n',
  'mixed line ends': '{\r\n  "model": "opus",\n  "b": 1\r\n}\n',
  'a byte order mark': '\uFEFF{\n  "model": "opus"\n}\n',
  'a brace on the line of the first setting': '{"model": "opus",\n "b": 1}\n',
  'commas in front': '{ "model": "opus"\n, "b"  :  2 }\n',
  'no indentation at all': '{\n"model": "opus",\n"b": 1\n}\n',
  'numbers spelt their own way': '{\n  "a": 1.50,\n  "b": 1e3,\n  "c": -0,\n  "d": 12345678901234567890\n}\n',
  'escapes spelt their own way': '{\n  "a": "\\u00e9\\/\\ud83d\\ude00",\n  "b": "é😀"\n}\n',
  'the word hooks in another place': '{\n  "x": {"\\u0068ooks": 1},\n  "y": "hooks"\n}\n',
  'an empty hooks object': '{\n  "hooks": {}\n}\n',
  'an empty hooks object, minified': '{"hooks":{},"z":1}',
  'empty lists of hooks': '{\n  "hooks": {\n    "Stop": [],\n    "SessionStart": [ ]\n  }\n}\n',
  "another tool's hooks": `{\n  "hooks": {\n    "Stop": [\n      ${other}\n    ]\n  },\n  "z": 1\n}\n`,
  "another tool's hooks on one line": `{\n  "hooks": {"Stop": [${other}], "PreToolUse": [${other}]}\n}\n`,
  "another tool's hooks with matcher and timeout":
    '{"hooks":{"SessionStart":[{"matcher":"startup","hooks":[{"type":"command","command":"x","timeout":5}]}]}}',
  'hooks of an event we do not use': `{\n  "hooks": {\n    "PreToolUse": [${other}]\n  }\n}\n`,
  'entries nobody knows':
    '{\n  "hooks": {\n    "Stop": ["odd", 3, null, {"hooks": "odd"}, {"hooks": [7]}]\n  }\n}\n',
  'hooks as the last of many settings': `{\n  "a": {"b": [ ]},\n  "permissions": {"allow": ["Bash(ls:*)"]},\n  "hooks": {"Stop": [${other}]}\n}`,
  'very long lines': `{"a":"${'x'.repeat(100_000)}","b":1}`,
  'deep nesting': deep(500),
  'a key named __proto__': '{\n  "__proto__": {"hooks": 1},\n  "constructor": 2\n}\n',
  'keys in an order of their own': '{"z":1,"a":{"z":1,"a":2},"10":1,"2":2}\n',
  'the same key twice, elsewhere': '{\n  "a": 1,\n  "a": 2\n}\n',
  'one newline': '\n',
  'an empty object with a space inside': '{ }\n',
  'an empty object over three lines': '{\n\n}\n',
  'a byte order mark and nothing else': '\uFEFF{}\n',
  'a byte order mark and Windows line ends': '\uFEFF{\r\n  "model": "opus"\r\n}\r\n',
  'Windows line ends, none at the end': '{\r\n  "model": "opus"\r\n}',
  'one space': '{\n "model": "opus",\n "env": {\n  "A": "1"\n }\n}\n',
  'three spaces': '{\n   "model": "opus"\n}\n',
  'newlines in front': '\n\n{\n  "model": "opus"\n}\n',
  'spaces at the end': '{\n  "model": "opus"\n}\n   ',
  'spaces at the end of lines': '{  \n  "model": "opus",  \n  "b": 1  \n}  \n',
  'braces on lines of their own': '{\n  "env":\n  {\n    "A": "1"\n  },\n  "list":\n  [\n    1\n  ]\n}\n',
  'empty lines between settings': '{\n\n  "model": "opus",\n\n\n  "b": 1\n\n}\n',
  'an empty hooks object over two lines': '{\n  "hooks": {\n  }\n}\n',
  'an empty list of hooks over two lines': '{\n  "hooks": {\n    "Stop": [\n    ]\n  }\n}\n',
  'an empty list of an event we do not use': '{"hooks": {"PreToolUse": []}}\n',
  'hooks as the first of many settings': `{\n  "hooks": {"PreToolUse": [${other}]},\n  "a": 1,\n  "b": 2\n}\n`,
  "another tool's hook twice": `{\n  "hooks": {\n    "Stop": [\n      ${other},\n      ${other}\n    ]\n  }\n}\n`,
  "another tool's hook that looks like ours": `{"hooks":{"Stop":[${other.replace('other-tool', '/bin/sh ~/.hivemind/hooks/capture')}]}}`,
  "another tool's hook with fields nobody knows": `{"hooks":{"Stop":[${other.replace('}', ',"note":[1,{"a":null}],"timeout":9.5}')}]}}`,
  'several hooks in one entry': `{"hooks":{"Stop":[${other.replace(']', ',{"type":"command","command":"b"}]')}]}}\n`,
  'an entry without hooks':
    '{\n  "hooks": {\n    "Stop": [\n      {\n        "hooks": []\n      }\n    ]\n  }\n}\n',
  'hooks of sixty tools': `{"hooks":{"Stop":[\n${Array.from({ length: 60 }, () => other).join(',\n')}\n]}}\n`,
  'text in other scripts': '{\n  "ключ": "値",\n  "a b": "\u2028\u00a0"\n}\n',
  'comments inside of texts': '{\n  "a": "// no /* comment */",\n  "b": "{\\"hooks\\": ["\n}\n',
  'brackets inside of texts': '{\n  "a": ",}",\n  "b": "],",\n  "c": "\\\\\\"}"\n}\n',
  'keys with odd names': '{\n  "": 1,\n  "a.b": 2,\n  "a[0]": 3,\n  "constructor": 4\n}\n',
  'numbers no program can hold': '{"a": [1e400, -1e400, 0.1e-400, 123456789012345678901234567890]}\n',
  'half a surrogate pair': '{\n  "a": "\\ud800"\n}\n',
  'lists and objects on one line':
    '{\n  "allow": ["Bash(git *)", "Read"],\n  "env": { "A": "1", "B": "2" }\n}\n',
  'many lines': `{\n  "many": [\n${Array.from({ length: 5_000 }, (_, n) => `    ${n}`).join(',\n')}\n  ]\n}\n`,
};

/** Files that must be left alone, with what the message says. */
export const BROKEN_SETTINGS: Record<string, { text: string; says: RegExp }> = {
  'a comment': { text: '{\n  // mine\n  "a": 1\n}\n', says: /\w+\.json:2:3 is not valid JSON/ },
  'a trailing comma': { text: '{\n  "a": 1,\n}\n', says: /\w+\.json:3:1 is not valid JSON/ },
  'a missing brace': { text: '{\n  "a": 1\n', says: /\w+\.json:3:1 is not valid JSON/ },
  'single quotes': { text: "{'a': 1}", says: /\w+\.json:1:2 is not valid JSON/ },
  'two documents': { text: '{}{}', says: /\w+\.json:1:3 is not valid JSON/ },
  'a word': { text: 'hello', says: /\w+\.json:1:1 is not valid JSON/ },
  'a list': { text: '[]', says: /\w+\.json:1:1 .*should be/ },
  'a text': { text: '"hooks"', says: /\w+\.json:1:1 .*should be/ },
  null: { text: 'null', says: /\w+\.json:1:1 .*should be/ },
  'hooks as a list': { text: '{\n  "hooks": []\n}', says: /\w+\.json:2:12 .*"hooks" should be/ },
  'hooks as a text': { text: '{"hooks": "Stop"}', says: /\w+\.json:1:11 .*"hooks" should be/ },
  'an event that is no list': { text: '{"hooks": {"Stop": {}}}', says: /:1:20 .*"Stop" should be/i },
  'hooks twice': { text: '{"hooks": {}, "hooks": {}}', says: /:1:15 has the key "hooks" twice/ },
  'an event twice': { text: '{"hooks": {"Stop": [], "Stop": []}}', says: /:1:24 has the key "Stop" twice/i },
  'nesting without end': { text: '['.repeat(200_000), says: /\w+\.json/ },
  'a wrong number': { text: '{"a": 01}', says: /\w+\.json:1:\d+ is not valid JSON/ },
  'a block comment': { text: '{"a": 1 /* mine */}', says: /:1:9 is not valid JSON/ },
  'a comma too many in a list': { text: '{"a": [1, 2,]}', says: /:1:13 is not valid JSON/ },
  'a missing comma': { text: '{"a": 1 "b": 2}', says: /:1:9 is not valid JSON/ },
  'keys without quotes': { text: '{a: 1}', says: /:1:2 is not valid JSON/ },
  'a number that is none': { text: '{"a": NaN}', says: /:1:7 is not valid JSON/ },
  'hooks as null': { text: '{"hooks": null}', says: /"hooks" should be/ },
  'an event as null': { text: '{"hooks": {"Stop": null}}', says: /"Stop" should be/i },
  'an event as a text': { text: '{"hooks": {"Stop": "x"}}', says: /"Stop" should be/i },
  'a control character': { text: '{"a": "\u0001"}', says: /\w+\.json:1:\d+ is not valid JSON/ },
};
