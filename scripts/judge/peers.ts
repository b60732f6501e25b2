/** A provider that is judged, and what it is installed with. */
export type Peer = {
  name: string;
  /** As it stands in the table. */
  short: string;
  package: string;
  version: string;
  /** The major of `ai` that its line is made for. */
  ai: string;
};

export const PEERS: Peer[] = [
  peer('openai-compatible', 'oc1', '@ai-sdk/openai-compatible', '1', '5'),
  peer('openai-compatible', 'oc2', '@ai-sdk/openai-compatible', '2', '6'),
  peer('openai-compatible', 'oc3', '@ai-sdk/openai-compatible', '3', '7'),
  peer('groq', 'groq2', '@ai-sdk/groq', '2', '5'),
  peer('mistral', 'mistral2', '@ai-sdk/mistral', '2', '5'),
  peer('deepseek', 'ds1', '@ai-sdk/deepseek', '1', '5'),
  peer('openai', 'oai2', '@ai-sdk/openai', '2', '5'),
  peer('openrouter', 'or1', '@openrouter/ai-sdk-provider', '1', '5'),
  peer('openrouter', 'or2', '@openrouter/ai-sdk-provider', '2', '6'),
];

function peer(name: string, short: string, packageName: string, version: string, ai: string): Peer {
  return { name, short, package: packageName, version, ai };
}
