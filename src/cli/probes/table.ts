import { AGENTS } from './agents';
import { ENDPOINTS } from './endpoints';
import type { Probe } from './probe';
import { REQUESTS } from './requests';
import { STREAMING } from './streaming';
import { THOUGHTS } from './thinking';
import { TOOLS } from './tools';

/** Every fact that no source confirms, by topic. Documentation, docstrings and `doctor --probe` share this table. */
export const TOPICS: readonly { title: string; probes: readonly Probe[] }[] = [
  { title: 'Streams', probes: STREAMING },
  { title: 'Tools', probes: TOOLS },
  { title: 'Requests and answers', probes: REQUESTS },
  { title: 'Reasoning', probes: THOUGHTS },
  { title: 'Embeddings and reranking', probes: ENDPOINTS },
  { title: 'Agents and MCP servers', probes: AGENTS },
];

export const PROBES: readonly Probe[] = TOPICS.flatMap(({ probes }) => probes);
