// The command line: node main.ts index FOLDER, node main.ts ask QUESTION
import { answerQuestion } from './answer-question.ts';
import { openDatabase } from './database.ts';
import { indexDocuments } from './index-documents.ts';
import { loadDocuments } from './load-documents.ts';
import { embeddingModel, vectorSpace } from './models.ts';
import { openStore, type Store } from './store.ts';

async function index(store: Store, folder: string): Promise<void> {
  const chunks = await loadDocuments(folder);
  for (const { modelId, dimensions } of await store.otherSpaces()) {
    console.log(
      `Vectors of ${modelId} (${dimensions}) do not fit those of ${vectorSpace.modelId} (${vectorSpace.dimensions}): their documents are embedded again.`,
    );
  }
  const { embedded, unchanged, removed } = await indexDocuments(chunks, store, {
    model: embeddingModel,
    report: console.log,
  });
  console.log(`Chunks: ${embedded} embedded, ${unchanged} unchanged, ${removed} removed`);
}

async function ask(store: Store, question: string): Promise<void> {
  const { text, sources } = await answerQuestion(question, store);
  console.log(text);
  for (const { number, source } of sources) console.log(`[${number}] ${source}`);
}

const COMMANDS: Record<string, (store: Store, argument: string) => Promise<void>> = { index, ask };

const [name = '', ...words] = process.argv.slice(2);
const command = COMMANDS[name];
try {
  if (command === undefined || words.length === 0)
    throw new Error('Usage: node main.ts index FOLDER, or: node main.ts ask QUESTION');
  const database = await openDatabase();
  try {
    await command(await openStore(database, vectorSpace), words.join(' '));
  } finally {
    await database.close();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
