import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fragmentsOf } from '../../src/commands/fragments.ts';

const ROOT = '/home/me/project';
const spelled = (line: string) => fragmentsOf(line, ROOT).map(({ words }) => words.join(' '));

describe('what is worth repeating of a line', () => {
  test.each([
    ['cd /home/me/project && npm test 2>&1 | tail -20', ['npm test']],
    ['(cd web && npm test)', ['npm test']],
    ['CI=1 npm test > out.txt 2>/dev/null', ['CI=1 npm test >out.txt']],
    ['cat a | python3 x.py | head -3', ['cat a | python3 x.py']],
    ['npm test -- /home/me/project/test/a.ts', ['npm test -- test/a.ts']],
    ['npm run build && for f in *; do rm $f; done', ['npm run build']],
    ['sudo make setup', ['sudo make setup']],
    ["python3 - <<'EOF'\nprint()\nEOF", ["python3 - <<'EOF'"]],
    ['echo "open', []],
  ])('%j', (line, fragments) => {
    expect(spelled(line)).toEqual(fragments);
  });

  test('is proven by the line’s success unless something behind it hides its failure', () => {
    const proven = (line: string) => fragmentsOf(line, ROOT).map((fragment) => fragment.proven);
    expect(proven('a && b | tail')).toEqual([true, true]);
    expect(proven('a; b')).toEqual([false, true]);
    expect(proven('a || true')).toEqual([false, false]);
  });
});

describe('the file that a command writes', () => {
  test.each([
    ["cat > docs/a.md <<'EOF'\nx\nEOF", 'docs/a.md'],
    ['echo x >> a.txt', 'a.txt'],
    ['echo x | tee -a a.txt', 'a.txt'],
    ["sed -i 's/a/b/' src/a.ts", 'src/a.ts'],
    ['cat > /home/me/project/a.md <<EOF\nEOF', 'a.md'],
    ['cd docs && cat > a.md <<EOF\nEOF', 'docs/a.md'],
    ['cd /home/me/project/docs && echo x > a.md', 'docs/a.md'],
    ['cd /srv && echo x > a.md', null],
    ['echo x > /tmp/a', null],
    ['echo x > ../a', null],
    ['echo x > "$FILE"', null],
    ['echo x 2> a.txt', null],
    ['npm test > a.txt', null],
    ["sed -n 's/a/b/' a.ts", null],
  ])('%j', (line, path) => {
    expect(fragmentsOf(line, ROOT)[0]?.writes).toBe(path);
  });
});

test('any text gives fragments whose words stand in it', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...`ab "'\`$()<>|&;\\\n#E-`), maxLength: 60 }), (line) => {
      for (const { words } of fragmentsOf(line, ROOT))
        for (const word of words.filter((one) => !/[<>]/.test(one))) expect(line).toContain(word);
    }),
  );
});
