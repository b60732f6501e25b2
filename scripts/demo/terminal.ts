const hasColors = process.stdout.hasColors?.() === true && !process.env.NO_COLOR;

const style = (code: number) => (text: string) =>
  hasColors ? `\u001b[${code}m${text}\u001b[0m` : text;

export const bold = style(1);
export const dim = style(2);
const cyan = style(36);

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

export function write(text: string): void {
  process.stdout.write(text);
}

export function heading(title: string): void {
  say(`\n${bold(cyan(`── ${title}`))}`);
}
