// The web process: GET /?question=... answers as JSON.
import { createServer } from 'node:http';
import { answerQuestion } from './answer-question.ts';
import { openDatabase } from './database.ts';
import { vectorSpace } from './models.ts';
import { openStore } from './store.ts';

const { PORT } = process.env;
const database = await openDatabase();
const store = await openStore(database, vectorSpace);

const server = createServer(async (request, response) => {
  const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const question = searchParams.get('question');
  response.setHeader('content-type', 'application/json');
  try {
    if (!question) response.writeHead(400).end('{"error":"Ask with /?question=..."}');
    else response.end(JSON.stringify(await answerQuestion(question, store)));
  } catch (error) {
    console.error(error); // in `heroku logs`
    response.writeHead(500).end('{"error":"There is no answer. The log says why."}');
  }
});

// On a dyno the router has to reach the app; elsewhere nobody but this machine may.
server.listen(Number(PORT ?? 3000), PORT === undefined ? '127.0.0.1' : '0.0.0.0', () => {
  console.log(`http://localhost:${PORT ?? 3000}/?question=What+is+a+dyno`);
});

// A dyno that is to stop gets SIGTERM; answers that are on their way are finished.
process.once('SIGTERM', () => {
  server.close(() => database.close());
  server.closeIdleConnections();
});
