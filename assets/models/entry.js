// What the tests ask of the tools that others open our models with, in the terms of JSON.
import { BpmnModdle } from 'bpmn-moddle';
import Linter from 'bpmnlint/lib/linter.js';
import StaticResolver from 'bpmnlint/lib/resolver/static-resolver.js';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json';
import { COMPAT, RECOMMENDED, RULES } from 'bpmnlint:rules';

// A package named in full has its rules under its name, and so has the linter's own.
const resolver = new StaticResolver(RULES);
const PLUGIN = 'camunda-compat';

// A model as the Modeler would save it, and what it complained of: {xml, warnings}. Throws where it can't open it.
export async function saved(text) {
  const moddle = new BpmnModdle({ zeebe });
  const { rootElement, warnings } = await moddle.fromXML(text);
  const { xml } = await moddle.toXML(rootElement, { format: true });
  return { xml, warnings: warnings.map(({ message }) => message) };
}

// What bpmnlint:recommended finds in a model: [{rule, category, id, message}].
export function recommended(text) {
  return found(text, RECOMMENDED.rules);
}

// What Camunda's own rules for its newest engine find in a model, in the same shape.
export function compatible(text) {
  const named = Object.entries(COMPAT.rules).map(([name, config]) => [name.includes('/') ? name : `${PLUGIN}/${name}`, config]);
  return found(text, Object.fromEntries(named));
}

// The names of the rules that were asked: {recommended, compatible}.
export function asked() {
  return { recommended: Object.keys(RECOMMENDED.rules), compatible: Object.keys(COMPAT.rules) };
}

async function found(text, rules) {
  const { rootElement } = await new BpmnModdle({ zeebe }).fromXML(text);
  const results = await new Linter({ resolver }).lint(rootElement, { rules });
  return Object.entries(results).flatMap(([rule, reports]) =>
    reports.map(({ category, id, message }) => ({ rule, category, id: id ?? null, message })));
}
