// Builds tests/browser/models/tools.js: what opens and judges models as bpmn.io's and Camunda's tools do.
import { createRequire } from 'node:module';
import { build } from 'esbuild';
import { bundle } from '../bundling.mjs';

process.chdir(import.meta.dirname);
const PLUGIN = 'bpmnlint-plugin-camunda-compat';
const COMPAT = 'camunda-cloud-8-10';
const require = createRequire(import.meta.url);

// Linters ask for rules by name at run time; a bundle needs them written out.
function written() {
  const recommended = require('bpmnlint/config/recommended');
  const { configs, rules } = require(PLUGIN);
  const standard = Object.keys(recommended.rules).map((name) => [`rule:bpmnlint/${name}`, `bpmnlint/rules/${name}`]);
  const compat = Object.keys(configs[COMPAT].rules)
    .filter((name) => !name.startsWith('bpmnlint/'))
    .map((name) => [`rule:${PLUGIN}/${name}`, rules[name].replace('./', `${PLUGIN}/`)]);
  const modules = [...standard, ...compat];
  return [
    ...modules.map(([, path], index) => `import rule${index} from ${JSON.stringify(path)};`),
    `export const RULES = { ${modules.map(([name], index) => `${JSON.stringify(name)}: rule${index}`).join(', ')} };`,
    `export const RECOMMENDED = ${JSON.stringify(recommended)};`,
    `export const COMPAT = ${JSON.stringify(configs[COMPAT])};`,
  ].join('\n');
}

const rules = {
  name: 'rules',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^bpmnlint:rules$/ }, ({ path }) => ({ path, namespace: 'rules' }));
    onLoad({ filter: /.*/, namespace: 'rules' }, () => ({ contents: written(), resolveDir: import.meta.dirname }));
  },
};

await bundle(build, {
  to: '../../tests/browser/models/tools.js',
  title: 'Tools of bpmn.io and Camunda for the tests, built from assets/models by «make assets».',
  textless: ['@bpmn-io/semver-compat'],
  within: ['semver'],
  options: { plugins: [rules] },
});
