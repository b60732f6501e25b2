import { type AST, parseRegExpLiteral } from '@eslint-community/regexpp';

/*
 * How much work a regular expression is to a backtracking engine, as V8's is: counted, so that no clock and no busy machine
 * decides. V8 may do less (it skips places where no match can begin), never more than a constant factor.
 */

type Instruction =
  | { kind: 'character'; matches: (character: string) => boolean; step: 1 | -1 }
  | { kind: 'split'; first: number; second: number }
  | { kind: 'jump'; to: number }
  | { kind: 'assert'; holds: (text: string, at: number) => boolean }
  | { kind: 'look'; program: Instruction[]; isNegative: boolean }
  | { kind: 'save'; slot: number }
  | { kind: 'back'; group: number; step: 1 | -1 }
  /** Fails where a round of a loop has read nothing. */
  | { kind: 'progress'; slot: number }
  | { kind: 'match' };

export type Program = { instructions: Instruction[]; isGlobal: boolean; isAnchored: boolean };

export function compile(expression: RegExp): Program {
  const { pattern } = parseRegExpLiteral(expression);
  const { instructions } = toProgram(pattern.alternatives, expression.flags, false);
  const isAnchored =
    !expression.multiline &&
    pattern.alternatives.every(
      ({ elements: [first] }) => first?.type === 'Assertion' && first.kind === 'start',
    );
  return { instructions, isGlobal: expression.global, isAnchored };
}

/** The steps that a search takes; of a global expression, all searches through the text. */
export function countSteps({ instructions, isGlobal, isAnchored }: Program, text: string): number {
  const counter = { steps: 0 };
  let from = 0;
  while (from <= text.length) {
    const end = run(instructions, { text, at: from }, counter);
    if (end !== undefined && !isGlobal) break;
    if (end === undefined && isAnchored) break;
    from = end === undefined ? from + 1 : Math.max(end, from + 1);
  }
  return counter.steps;
}

function toProgram(alternatives: AST.Alternative[], flags: string, isBackward: boolean) {
  const instructions: Instruction[] = [];
  const groups = new Map<AST.CapturingGroup, number>();
  // Slots below 1000 are those of groups.
  let nextSlot = 1000;
  const step = isBackward ? -1 : 1;

  function add(instruction: Instruction): number {
    return instructions.push(instruction) - 1;
  }

  function addAlternatives(list: AST.Alternative[]): void {
    const [first, ...others] = list;
    if (first === undefined) return;
    if (others.length === 0) return addSequence(first);
    const split = { kind: 'split' as const, first: instructions.length + 1, second: 0 };
    add(split);
    addSequence(first);
    const jump = { kind: 'jump' as const, to: 0 };
    add(jump);
    split.second = instructions.length;
    addAlternatives(others);
    jump.to = instructions.length;
  }

  function addSequence({ elements }: AST.Alternative): void {
    for (const element of isBackward ? elements.toReversed() : elements) addElement(element);
  }

  function addGroup(group: AST.CapturingGroup): void {
    const number = groups.get(group) ?? groups.size;
    groups.set(group, number);
    const [start, end] = [number * 2, number * 2 + 1];
    add({ kind: 'save', slot: isBackward ? end : start });
    addAlternatives(group.alternatives);
    add({ kind: 'save', slot: isBackward ? start : end });
  }

  function addQuantifier({ element, min, max, greedy }: AST.Quantifier): void {
    for (let i = 0; i < min; i++) addElement(element);
    const splits: { first: number; second: number }[] = [];
    const addSplit = () => {
      const split = { kind: 'split' as const, first: 0, second: 0 };
      const at = add(split);
      splits.push(split);
      Object.assign(split, greedy ? { first: at + 1 } : { second: at + 1 });
      return at;
    };
    if (max === Number.POSITIVE_INFINITY) {
      const slot = nextSlot++;
      const loop = addSplit();
      add({ kind: 'save', slot });
      addElement(element);
      add({ kind: 'progress', slot });
      add({ kind: 'jump', to: loop });
    } else {
      for (let i = min; i < max; i++) {
        addSplit();
        addElement(element);
      }
    }
    for (const split of splits) {
      if (greedy) split.second = instructions.length;
      else split.first = instructions.length;
    }
  }

  function addElement(element: AST.Element): void {
    switch (element.type) {
      case 'Group':
        return addAlternatives(element.alternatives);
      case 'CapturingGroup':
        return addGroup(element);
      case 'Quantifier':
        return addQuantifier(element);
      case 'Backreference': {
        const group = [element.resolved].flat()[0];
        add({ kind: 'back', group: (group && groups.get(group)) ?? 0, step });
        return;
      }
      case 'Assertion':
        return addAssertion(element);
      case 'Character':
      case 'CharacterSet':
      case 'CharacterClass':
      case 'ExpressionCharacterClass':
        add({ kind: 'character', matches: toMatcher(element.raw, flags), step });
    }
  }

  function addAssertion(element: AST.Assertion): void {
    if (element.kind === 'lookahead' || element.kind === 'lookbehind') {
      const inner = toProgram(element.alternatives, flags, element.kind === 'lookbehind');
      add({ kind: 'look', program: inner.instructions, isNegative: element.negate });
      return;
    }
    add({ kind: 'assert', holds: toAssertion(element, flags) });
  }

  addAlternatives(alternatives);
  add({ kind: 'match' });
  return { instructions };
}

function toMatcher(raw: string, flags: string): (character: string) => boolean {
  const single = new RegExp(`^(?:${raw})$`, flags.replace(/[gym]/g, ''));
  const known = new Map<string, boolean>();
  return (character) => {
    const result = known.get(character) ?? single.test(character);
    known.set(character, result);
    return result;
  };
}

function toAssertion({ kind, raw }: AST.EdgeAssertion | AST.WordBoundaryAssertion, flags: string) {
  const isLines = flags.includes('m');
  const isWord = (character: string | undefined) => /\w/.test(character ?? '');
  if (kind === 'start')
    return (text: string, at: number) => at === 0 || (isLines && text[at - 1] === '\n');
  if (kind === 'end')
    return (text: string, at: number) => at === text.length || (isLines && text[at] === '\n');
  const isBoundary = raw === '\\b';
  return (text: string, at: number) => (isWord(text[at - 1]) !== isWord(text[at])) === isBoundary;
}

/** A search that takes more is no longer counted. */
const MOST_STEPS = 5_000_000;

type Place = { text: string; at: number };

/** Gives where a match ends that begins at the place. */
function run(program: Instruction[], { text, at }: Place, counter: { steps: number }) {
  const slots = new Map<number, number>();
  /** Where to go on after a failure, and what to put back on the way there. */
  const waiting: ({ to: number; at: number } | { slot: number; was: number | undefined })[] = [];
  let next: number | undefined = 0;

  function backtrack(): number | undefined {
    for (let point = waiting.pop(); point; point = waiting.pop()) {
      if ('to' in point) {
        at = point.at;
        return point.to;
      }
      if (point.was === undefined) slots.delete(point.slot);
      else slots.set(point.slot, point.was);
    }
    return undefined;
  }

  function readBack(group: number, step: 1 | -1): boolean {
    const [start, end] = [slots.get(group * 2), slots.get(group * 2 + 1)];
    if (start === undefined || end === undefined) return true;
    const length = end - start;
    const from = step === 1 ? at : at - length;
    for (let i = 0; i < length; i++) {
      counter.steps++;
      if (text[start + i] !== text[from + i]) return false;
    }
    at += step * length;
    return true;
  }

  /** Whether the instruction holds. */
  function follow(
    instruction: Exclude<Instruction, { kind: 'split' | 'jump' | 'match' }>,
  ): boolean {
    switch (instruction.kind) {
      case 'character': {
        const character = text[instruction.step === 1 ? at : at - 1];
        at += instruction.step;
        return character !== undefined && instruction.matches(character);
      }
      case 'assert':
        return instruction.holds(text, at);
      case 'look':
        return (
          (run(instruction.program, { text, at }, counter) === undefined) === instruction.isNegative
        );
      case 'back':
        return readBack(instruction.group, instruction.step);
      case 'progress':
        return slots.get(instruction.slot) !== at;
      case 'save':
        waiting.push({ slot: instruction.slot, was: slots.get(instruction.slot) });
        slots.set(instruction.slot, at);
        return true;
    }
  }

  while (next !== undefined) {
    if (++counter.steps > MOST_STEPS) throw new Error('far too many steps');
    const instruction: Instruction | undefined = program[next];
    if (instruction === undefined || instruction.kind === 'match') return at;
    if (instruction.kind === 'jump') next = instruction.to;
    else if (instruction.kind === 'split') {
      waiting.push({ to: instruction.second, at });
      next = instruction.first;
    } else next = follow(instruction) ? next + 1 : backtrack();
  }
  return undefined;
}
