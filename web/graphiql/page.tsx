import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './page.css';
import { GraphiQL, type GraphiQLProps } from 'graphiql';
import { createRoot } from 'react-dom/client';

/** The session of the sign-in link goes along by itself: the page and the API have one address. */
const fetcher: GraphiQLProps['fetcher'] = async (operation, options) => {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...options?.headers },
    body: JSON.stringify(operation),
  });
  return response.json() as Promise<Record<string, unknown>>;
};

/** The README's queries, one in each tab, in the order of their file names. */
const queries = import.meta.glob<string>('./queries/*.graphql', { eager: true, query: '?raw', import: 'default' });
const defaultTabs = Object.keys(queries)
  .sort()
  .map((file) => ({ query: queries[file] ?? '' }));

const page = document.getElementById('page');
if (page !== null) createRoot(page).render(<GraphiQL fetcher={fetcher} defaultTabs={defaultTabs} />);
