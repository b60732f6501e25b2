import { readFile } from 'node:fs/promises';
import { generateText } from 'ai';
import { heroku } from 'ai-sdk-provider-heroku';

const [, , file] = process.argv;
// Bytes, base64 or a URL; Heroku fetches https URLs itself. Without a file: a red dot.
const image = file
  ? await readFile(file)
  : 'iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAALUlEQVR42mP4TyJgoFTDBQUDNIRTA6ZSrNrI1YBfNbKekayB9vFATtKgVWoFAB4eFhPpW1AhAAAAAElFTkSuQmCC';

const { text } = await generateText({
  model: heroku('claude-4-5-sonnet'),
  messages: [
    {
      role: 'user',
      content: [
        { type: 'text', text: 'What is in this image?' },
        { type: 'image', image },
      ],
    },
  ],
});

console.log(text);
