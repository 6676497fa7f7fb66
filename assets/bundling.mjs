// Writes a bundle with the licences of what is in it at its head, and records beside its sources from what it was built.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';

const SHARED = '../bundling.mjs';

// `build` is esbuild's, of the folder that bundles; `title` is the first line of the head, `options` are more of esbuild's;
// `textless` are the packages known to carry no text of their licence: any other without one stops the build;
// `within` are packages that others have built into themselves.
export async function bundle(build, { to, title, textless = [], within = [], options = {} }) {
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
    ...options,
  });
  writeFileSync(to, `${licences(title, [...Object.keys(metafile.inputs), ...within.map((name) => `node_modules/${name}`)], textless)}\n${outputFiles[0].text}`);
  const sources = readdirSync('.').filter((name) => /^[^.].*\.(js|mjs|json)$/.test(name));
  writeFileSync('built.sha256', [...sources.sort(), SHARED, to].map((name) => `${hash(name)}  ${name}\n`).join(''));
}

function licences(title, inputs, textless) {
  const names = inputs.map((path) => /.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0]).filter(Boolean);
  const notices = [...new Set(names)].sort().map((folder) => notice(folder, textless));
  return `/*!\n${title} It holds:\n\n${notices.join('\n')}*/`;
}

function notice(folder, textless) {
  const { name, version, license, author } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  if (!file && !textless.includes(name)) throw new Error(`${name} has no text of its licence`);
  const text = file ? readFileSync(`${folder}/${file}`, 'utf8').trim() : `By ${author}. The package names its licence without its text.`;
  return `--- ${name} ${version}, ${license} ---\n${text}\n`;
}

function hash(name) {
  return createHash('sha256').update(readFileSync(name)).digest('hex');
}
