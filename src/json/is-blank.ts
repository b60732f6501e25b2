/** Whether text is empty or white space, which Bedrock refuses (language-model-v2.md B). */
export function isBlank(text: string): boolean {
  return !/\S/.test(text);
}
