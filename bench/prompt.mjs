export const PROMPT = [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }];
