import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './page.css';
import { GraphiQL, type GraphiQLProps } from 'graphiql';
import { createRoot } from 'react-dom/client';
import { tabs } from './tabs.ts';

/** The session of the sign-in link goes along by itself: the page and the API have one address. */
const fetcher: GraphiQLProps['fetcher'] = async (operation, options) => {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...options?.headers },
    body: JSON.stringify(operation),
  });
  return response.json() as Promise<Record<string, unknown>>;
};

const page = document.getElementById('page');
if (page !== null) createRoot(page).render(<GraphiQL fetcher={fetcher} defaultTabs={tabs} />);
