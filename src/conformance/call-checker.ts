import { isFilled, type Loose, show } from './loose';
import type { ReportProblem } from './rules';

type ToolInput = { name: unknown; text: string; isOpen: boolean };

/** What is wrong with the tool calls of a stream, and with the inputs before them. */
export function createCallChecker(report: ReportProblem) {
  const inputs = new Map<unknown, ToolInput>();
  const ids = new Set<unknown>();
  let providerCalls = 0;

  function checkFacts(id: unknown, toolName: unknown): void {
    if (!isFilled(id)) report('call-id', `the id of a call is ${show(id)}`);
    if (!isFilled(toolName)) report('call-name', `the name of a call is ${show(toolName)}`);
  }

  function checkAgreement({ toolCallId: id, toolName, input: text }: Loose, input: ToolInput) {
    if (input.isOpen) report('tool-input-closed', `call ${id} comes before the end of its input`);
    if (input.name !== toolName) {
      report('tool-input-agrees', `call ${id} is of ${toolName}, not of ${input.name}`);
    }
    if (input.text !== text) {
      report('tool-input-agrees', `the deltas of call ${id} do not add up to its input`);
    }
  }

  return {
    startInput({ id, toolName }: Loose): void {
      if (inputs.has(id)) report('tool-input-closed', `the input of call ${id} starts twice`);
      checkFacts(id, toolName);
      inputs.set(id, { name: toolName, text: '', isOpen: true });
    },

    addToInput({ id, delta }: Loose): void {
      const input = inputs.get(id);
      if (!input?.isOpen) {
        return report('tool-input-open', `a delta of the input of call ${id}, which is not open`);
      }
      if (!isFilled(delta)) report('delta-not-empty', `a delta of a tool input is ${show(delta)}`);
      input.text += delta;
    },

    endInput({ id }: Loose): void {
      const input = inputs.get(id);
      if (!input?.isOpen) {
        return report('tool-input-closed', `the end of the input of call ${id}, which is not open`);
      }
      input.isOpen = false;
    },

    call(part: Loose): void {
      const { toolCallId: id, toolName, providerExecuted } = part;
      if (ids.has(id)) report('call-once', `call ${id} comes twice`);
      ids.add(id);
      if (providerExecuted) providerCalls++;
      if (typeof part.input !== 'string') {
        report('calls-as-said', `the input of call ${id} is no JSON text: ${show(part.input)}`);
      }
      const input = inputs.get(id);
      if (input) return checkAgreement(part, input);
      checkFacts(id, toolName);
      if (!providerExecuted) report('tool-input-agrees', `call ${id} comes without its input`);
    },

    /** How many calls came, and how many of them the caller is to run. */
    count: () => ({ all: ids.size, own: ids.size - providerCalls }),

    /** The stream has ended. */
    finish(): void {
      for (const [id, { isOpen }] of inputs) {
        if (isOpen) report('tool-input-closed', `the input of call ${id} has no end`);
      }
    },
  };
}
