import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { startDesk } from './app/desk-store.ts';
import { StartFailure } from './app/start-failure.tsx';
import { followSessions } from './terminal/terminals.ts';
import './styles/app.css';

const element = document.getElementById('root');
if (element === null) throw new Error('The page has no place for the window.');
const root = createRoot(element);

root.render(
  <StrictMode>
    <App />
  </StrictMode>,
);
startDesk()
  .then(followSessions)
  .catch((thrown: unknown) => root.render(<StartFailure thrown={thrown} />));
