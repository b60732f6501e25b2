export type JsonValidity = 'incomplete' | 'complete' | 'invalid';

/**
 * Reads a JSON object or array character by character and tells where it ends, or that it is none. Strict, unlike the
 * scanner, for text in which braces may be prose.
 */
export function createJsonValidator() {
  const state: State = {
    open: [],
    expected: 'value',
    isInString: false,
    isEscaped: false,
    literal: '',
  };
  return {
    isInString: (): boolean => state.isInString,
    step: (character: string): JsonValidity => step(state, character),
  };
}

type State = {
  /** The brackets that are open. */
  open: ('{' | '[')[];
  expected: 'value' | 'item or end' | 'key' | 'key or end' | 'colon' | 'comma or end';
  isInString: boolean;
  isEscaped: boolean;
  /** A number, `true`, `false` or `null`, as far as it has come. */
  literal: string;
};

function step(state: State, character: string): JsonValidity {
  if (state.isInString) return stepString(state, character);
  if (isLiteral(character) && (state.literal !== '' || expectsValue(state))) {
    state.literal += character;
    return state.literal.length > 400 ? 'invalid' : 'incomplete';
  }
  if (state.literal !== '') {
    if (!LITERAL.test(state.literal)) return 'invalid';
    state.literal = '';
    state.expected = 'comma or end';
  }
  return /\s/.test(character) ? 'incomplete' : stepToken(state, character);
}

function stepString(state: State, character: string): JsonValidity {
  if (character === '\n' && !mayHoldLineBreak(state)) return 'invalid';
  if (state.isEscaped) state.isEscaped = false;
  else if (character === '\\') state.isEscaped = true;
  else if (character === '"') {
    state.isInString = false;
    state.expected = state.expected.startsWith('key') ? 'colon' : 'comma or end';
  }
  return 'incomplete';
}

/** Models write line breaks into the strings of an object. Elsewhere a quote before one is a quote in prose. */
function mayHoldLineBreak({ open, expected }: State): boolean {
  return open.at(-1) === '{' && expected === 'value';
}

function stepToken(state: State, character: string): JsonValidity {
  switch (character) {
    case '"':
      state.isInString = true;
      return expectsValue(state) || state.expected.startsWith('key') ? 'incomplete' : 'invalid';
    case '{':
    case '[':
      return openBracket(state, character);
    case '}':
    case ']':
      return closeBracket(state, character);
    case ':':
      return stepSeparator(state, { expected: 'colon', next: 'value' });
    case ',': {
      const next = state.open.at(-1) === '{' ? 'key' : 'value';
      return stepSeparator(state, { expected: 'comma or end', next });
    }
    default:
      return 'invalid';
  }
}

function openBracket(state: State, bracket: '{' | '['): JsonValidity {
  if (!expectsValue(state)) return 'invalid';
  state.open.push(bracket);
  state.expected = bracket === '{' ? 'key or end' : 'item or end';
  return 'incomplete';
}

function closeBracket(state: State, bracket: '}' | ']'): JsonValidity {
  const isPair = state.open.pop() === (bracket === '}' ? '{' : '[');
  if (!isPair || !state.expected.endsWith('end')) return 'invalid';
  state.expected = 'comma or end';
  return state.open.length === 0 ? 'complete' : 'incomplete';
}

function stepSeparator(
  state: State,
  { expected, next }: { expected: State['expected']; next: State['expected'] },
): JsonValidity {
  if (state.expected !== expected) return 'invalid';
  state.expected = next;
  return 'incomplete';
}

function expectsValue({ expected }: State): boolean {
  return expected === 'value' || expected === 'item or end';
}

function isLiteral(character: string): boolean {
  return /[\w.+-]/.test(character);
}

const LITERAL = /^(true|false|null|-?\d+(\.\d+)?([eE][+-]?\d+)?)$/;
