// What pages use of feelin, in the terms of JSON: dates and durations come out as ISO texts, what has no value as null.
import { evaluate as evaluated, unaryTest as tested } from 'feelin';

// The value of the expression in that context. Throws an Error where there is none: decide nothing then.
export function evaluate(text, context = {}) {
  return plain(evaluated(text, context).value);
}

// Whether the value named «?» in the context passes the tests; null where nobody can say.
export function unaryTest(text, context = {}) {
  return plain(tested(text, context).value);
}

// A date or duration as expressions know it, from its ISO text, to be put into a context; null if it is none.
export function temporal(text) {
  return evaluated(`@${JSON.stringify(text)}`).value;
}

function plain(value) {
  return JSON.parse(JSON.stringify(value ?? null));
}
