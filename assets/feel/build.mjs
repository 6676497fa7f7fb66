// Builds api/static/feel.js: FEEL for the pages.
import { build } from 'esbuild';
import { bundle } from '../bundling.mjs';

process.chdir(import.meta.dirname);
await bundle(build, {
  to: '../../api/static/feel.js',
  title: 'FEEL in the browser, built from assets/feel by «make assets».',
});
