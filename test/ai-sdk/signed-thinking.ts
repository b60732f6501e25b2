/** What a careless round trip would change: white space at the ends, escapes, several scripts, odd line ends. */
export const THINKING = '  First: "née" \\n \\u0041 🦙 漢字\r\n\n\t<b>&amp;</b> \u2028 ok \n ';
export const SIGNATURE = 'EqQBCkgIARAB/+abc==';
export const SIGNED = { thinking: THINKING, signature: SIGNATURE };

/** Thinking of which the text is not shown. What Heroku sends of it, if anything, is unverified (heroku-api.md §10). */
export const HIDDEN = [
  { kind: 'redacted thinking', reasoning: { redacted_thinking: 'EmwKAhgBEgy3va3pzix/Psn4=' } },
  { kind: 'a signature alone', reasoning: { thinking: '', signature: SIGNATURE } },
];

export const thinking = { heroku: { extendedThinking: { enabled: true, budgetTokens: 1024 } } };
export const call = (city: string) => ({ name: 'weather', arguments: { city } });

export type WireMessage = { role: string; content: string; reasoning?: object };

export function stored<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

export function toWireCall(city: string): object {
  return {
    index: 0,
    id: `tooluse_${city}`,
    type: 'function',
    function: { name: 'weather', arguments: JSON.stringify({ city }) },
  };
}

export function reasoningIn(messages: WireMessage[]): object[] {
  return messages.flatMap(({ reasoning }) => reasoning ?? []);
}
