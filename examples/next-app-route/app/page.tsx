'use client';

import { useChat } from '@ai-sdk/react';
import { type FormEvent, useState } from 'react';

export default function Page() {
  const { messages, sendMessage, status, stop, error } = useChat();
  const [question, setQuestion] = useState('');
  const isBusy = status === 'submitted' || status === 'streaming';

  function ask(event: FormEvent) {
    event.preventDefault();
    if (isBusy || question.trim() === '') return;
    sendMessage({ text: question });
    setQuestion('');
  }

  return (
    <main>
      {messages.map(({ id, role, parts }) => (
        <article key={id} className={role}>
          {parts.map((part, index) => {
            const key = `${id}-${index}`;
            if (part.type === 'text') return <p key={key}>{part.text}</p>;
            if (part.type === 'reasoning') return <details key={key}>{part.text}</details>;
            if (part.type === 'tool-weather') return <p key={key}>weather: {part.state}</p>;
            return null;
          })}
        </article>
      ))}
      {error && <p role="alert">{error.message}</p>}
      <form onSubmit={ask}>
        <input value={question} onChange={(event) => setQuestion(event.target.value)} />
        {isBusy ? (
          <button key="stop" type="button" onClick={() => stop()}>
            Stop
          </button>
        ) : (
          <button key="send" type="submit">
            Send
          </button>
        )}
      </form>
    </main>
  );
}
