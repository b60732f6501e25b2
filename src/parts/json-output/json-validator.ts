export type JsonValidity = 'incomplete' | 'complete' | 'invalid';

/**
 * Reads a JSON object or array character by character and tells where it ends, or that it is none. Strict, unlike the
 * scanner, for text in which braces may be prose.
 */
export function createJsonValidator() {
  /** The brackets that are open. */
  const open: ('{' | '[')[] = [];
  let expected: 'value' | 'item or end' | 'key' | 'key or end' | 'colon' | 'comma or end' = 'value';
  let isInString = false;
  let isEscaped = false;
  /** A number, `true`, `false` or `null`, as far as it has come. */
  let literal = '';

  function step(character: string): JsonValidity {
    if (isInString) return stepString(character);
    if (isLiteral(character) && (literal !== '' || expectsValue())) {
      literal += character;
      return literal.length > 400 ? 'invalid' : 'incomplete';
    }
    if (literal !== '') {
      if (!LITERAL.test(literal)) return 'invalid';
      literal = '';
      expected = 'comma or end';
    }
    if (/\s/.test(character)) return 'incomplete';
    return stepToken(character);
  }

  function stepString(character: string): JsonValidity {
    if (character === '\n' && !mayHoldLineBreak()) return 'invalid';
    if (isEscaped) isEscaped = false;
    else if (character === '\\') isEscaped = true;
    else if (character === '"') {
      isInString = false;
      expected = expected.startsWith('key') ? 'colon' : 'comma or end';
    }
    return 'incomplete';
  }

  /** Models write line breaks into the strings of an object. Elsewhere a quote before one is a quote in prose. */
  function mayHoldLineBreak(): boolean {
    return open.at(-1) === '{' && expected === 'value';
  }

  function stepToken(character: string): JsonValidity {
    switch (character) {
      case '"':
        isInString = true;
        return expectsValue() || expected.startsWith('key') ? 'incomplete' : 'invalid';
      case '{':
      case '[':
        if (!expectsValue()) return 'invalid';
        open.push(character);
        expected = character === '{' ? 'key or end' : 'item or end';
        return 'incomplete';
      case '}':
      case ']':
        if (open.pop() !== (character === '}' ? '{' : '[') || !expected.endsWith('end'))
          return 'invalid';
        expected = 'comma or end';
        return open.length === 0 ? 'complete' : 'incomplete';
      case ':':
        if (expected !== 'colon') return 'invalid';
        expected = 'value';
        return 'incomplete';
      case ',':
        if (expected !== 'comma or end') return 'invalid';
        expected = open.at(-1) === '{' ? 'key' : 'value';
        return 'incomplete';
      default:
        return 'invalid';
    }
  }

  function expectsValue(): boolean {
    return expected === 'value' || expected === 'item or end';
  }

  return {
    get isInString(): boolean {
      return isInString;
    },
    step,
  };
}

function isLiteral(character: string): boolean {
  return /[\w.+-]/.test(character);
}

const LITERAL = /^(true|false|null|-?\d+(\.\d+)?([eE][+-]?\d+)?)$/;
