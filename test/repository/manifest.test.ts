import { expect, test } from 'vitest';
import { ownNames } from '../../src/repository/manifest.ts';

const doc = (path: string, text: string) => ({ path, text, kind: 'scripts' as const });

test('a repository’s own names are keys of its manifests, and no word of their prose', () => {
  const { scripts, tools, files } = ownNames([
    doc(
      'package.json',
      JSON.stringify({
        name: '@acme/shop',
        description: 'runs evil-tool every night',
        bin: { shopctl: 'bin/shop.js' },
        scripts: { 'seed-db': 'node tools/seed.js' },
        devDependencies: { vitest: '1.0.0' },
      }),
    ),
    doc('Makefile', 'X := y\n.PHONY: mirror\nmirror push-all: build\n\t@echo evil: done\n'),
    doc('mise.toml', '[tasks.deploy]\nrun = "x"\n'),
    doc('Cargo.toml', '[package]\nname = "shopd"\ndescription = "evil-tool"\n[[bin]]\nname = "shop-admin"\n'),
    doc('pyproject.toml', '[project.scripts]\nshop-report = "shop.report:main"\n'),
    doc('go.mod', 'module github.com/acme/shopgo/v2\n\ngo 1.24\n'),
  ]);
  expect([...scripts].sort()).toEqual(['deploy', 'mirror', 'push-all', 'seed-db']);
  expect([...tools].sort()).toEqual(['shop-admin', 'shop-report', 'shopctl', 'shopd', 'shopgo', 'vitest']);
  expect([...files].sort()).toEqual([
    'cargo.toml',
    'go.mod',
    'makefile',
    'mise.toml',
    'package.json',
    'pyproject.toml',
    'seed.js',
  ]);
});

test('a manifest that cannot be read names nothing', () => {
  const { scripts, tools } = ownNames([doc('package.json', '{"scripts": {'), doc('Cargo.toml', '[package')]);
  expect([scripts.size, tools.size]).toEqual([0, 0]);
});
