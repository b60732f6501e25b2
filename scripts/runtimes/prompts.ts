/** What the scenario says to the server, and what the server then does. */
export const PROMPTS = {
  /** It stops in the middle until it is asked to go on. */
  held: 'Stop in the middle',
  /** It refuses the first time, and asks for another try. */
  throttled: 'Too much',
  /** It refuses with `REFUSAL`. */
  refused: 'Refuse this',
};

export const REFUSAL = 'These are the words of Heroku';
