// Builds api/static/feel.js, with the licences of what is in it at its head, and records from what it was built.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

const BUNDLE = '../../api/static/feel.js';
const SOURCES = ['build.mjs', 'entry.js', 'package-lock.json', 'package.json'];

process.chdir(import.meta.dirname);
const { metafile, outputFiles } = await build({
  entryPoints: ['entry.js'],
  bundle: true,
  format: 'esm',
  target: 'es2020',
  minify: true,
  charset: 'ascii',
  legalComments: 'none',
  metafile: true,
  write: false,
  logLevel: 'warning',
});
writeFileSync(BUNDLE, `${licences(Object.keys(metafile.inputs))}\n${outputFiles[0].text}`);
writeFileSync('built.sha256', [...SOURCES, BUNDLE].map((name) => `${hash(name)}  ${name}\n`).join(''));

function licences(inputs) {
  const names = inputs.map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]).filter(Boolean);
  const notices = [...new Set(names)].sort().map(notice);
  return `/*!\nFEEL in the browser, built from assets/feel by «make assets». It holds:\n\n${notices.join('\n')}*/`;
}

function notice(name) {
  const folder = `node_modules/${name}`;
  const { version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  if (!file) throw new Error(`${name} has no text of its licence`);
  return `--- ${name} ${version}, ${license} ---\n${readFileSync(`${folder}/${file}`, 'utf8').trim()}\n`;
}

function hash(name) {
  return createHash('sha256').update(readFileSync(name)).digest('hex');
}
