// Runs a project's label validation function. What is used after that function was read is captured
// here, so that it can change none of it.
const parse = JSON.parse;
const stringify = JSON.stringify;
const evaluate = eval;
const toText = String;
const isArray = Array.isArray;
const bind = Function.prototype.call.bind.bind(Function.prototype.call);
const push = bind(Array.prototype.push);
const slice = bind(String.prototype.slice);

const MOST_FINDINGS = 1000;
const MOST_LINES = 200;
const LONGEST_TEXT = 1000;

function text(value) {
  try {
    return slice(toText(value), 0, LONGEST_TEXT);
  } catch {
    return '(no text)';
  }
}

function shown(value) {
  try {
    return typeof value === 'object' && value !== null ? text(stringify(value)) : text(value);
  } catch {
    return text(value);
  }
}

function recordConsole() {
  const lines = [];
  const log = (...values) => {
    if (lines.length < MOST_LINES) {
      let line = '';
      for (let i = 0; i < values.length && line.length < LONGEST_TEXT; i++) {
        line += (i > 0 ? ' ' : '') + shown(values[i]);
      }
      push(lines, slice(line, 0, LONGEST_TEXT));
    }
  };
  globalThis.console = { log, info: log, warn: log, error: log, debug: log };
  return lines;
}

function position(error, shift) {
  const found = /<input>:(\d+):(\d+)/.exec(text(error && error.stack));
  const line = found === null ? 1 : +found[1];
  const column = found === null ? 1 : +found[2];
  return { message: text(error && error.message), line, column: line === 1 ? column - shift : column };
}

/** A function by itself, or a script of which the last function declared is meant. */
function read(source) {
  const faults = [];
  try {
    const alone = evaluate('(' + source.replace(/[;\s]+$/, '') + '\n)');
    if (typeof alone === 'function') {
      return { check: alone };
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) {
      throw error;
    }
    faults.push(position(error, 1));
  }
  try {
    const last = evaluate(source);
    const names = [...source.matchAll(/^\s*function\s+([A-Za-z_$][\w$]*)/gm)].map((each) => each[1]);
    const named = names.length > 0 ? evaluate(names[names.length - 1]) : undefined;
    const check = typeof last === 'function' ? last : named;
    return typeof check === 'function' ? { check } : { failure: 'there is no function in it' };
  } catch (error) {
    if (!(error instanceof SyntaxError)) {
      throw error;
    }
    faults.push(position(error, 0));
  }
  // The reading that came further is the one that was meant.
  faults.sort((one, other) => other.line - one.line || other.column - one.column);
  return { syntaxError: faults[0] };
}

function list(answer, key) {
  if (!isArray(answer[key])) {
    answer[key] = [];
  }
  return answer[key];
}

/** The names that published functions use: objects beside tools, whole objects in groups. */
function withAliases(answer) {
  if (!isArray(answer.tools) && isArray(answer.objects)) {
    answer.tools = answer.objects;
  }
  const all = [...list(answer, 'tools'), ...list(answer, 'classifications'), ...list(answer, 'relations')];
  const byId = new Map(all.map((each) => [each.objectId, each]));
  for (const relation of answer.relations) {
    if (isArray(relation.group)) {
      relation.group = relation.group.map((member) =>
        typeof member === 'string' ? (byId.get(member) ?? { objectId: member }) : member,
      );
    }
  }
  answer.objects = answer.tools;
  return answer;
}

function finding(item) {
  const given = typeof item === 'object' && item !== null ? item : { message: item };
  return {
    objectId: typeof given.objectId === 'string' ? slice(given.objectId, 0, LONGEST_TEXT) : null,
    message: text(given.message),
    level: given.level === 'warning' ? 'warning' : 'error',
  };
}

export function check(source, answer, context) {
  const prepared = withAliases(parse(answer));
  const surroundings = parse(context);
  const lines = recordConsole();
  const outcome = { findings: [], console: lines };
  try {
    const program = read(source);
    if (program.check === undefined) {
      return stringify({ ...outcome, ...program });
    }
    const found = program.check(prepared, surroundings);
    if (!isArray(found)) {
      return stringify({ ...outcome, failure: 'the function returned no list' });
    }
    for (let i = 0; i < found.length && i < MOST_FINDINGS; i++) {
      push(outcome.findings, finding(found[i]));
    }
    return stringify(outcome);
  } catch (error) {
    const failure = text(error && error.name) + ': ' + text(error && error.message);
    return stringify({ findings: [], console: lines, failure });
  }
}
