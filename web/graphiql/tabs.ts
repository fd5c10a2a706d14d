/** The queries of the README and the guides, in the order in which they are read. */
const pages = import.meta.glob<string>(['../../README.md', '../../docs/guides/*.md'], {
  eager: true,
  query: '?raw',
  import: 'default',
});

/** What a query is called in its tab where it has no name: the heading above it, as one word. */
function nameOf(textBefore: string): string {
  const heading = textBefore.match(/^#+ .*$/gmu)?.at(-1) ?? '';
  return heading
    .replace(/[^A-Za-z0-9 ]/gu, '')
    .split(' ')
    .slice(0, 4)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

function queriesOf(page: string): string[] {
  return [...page.matchAll(/^```graphql\n([\s\S]*?)^```/gmu)].map((block) => {
    const query = (block[1] ?? '').trim();
    return query.startsWith('{') ? `query ${nameOf(page.slice(0, block.index))} ${query}` : query;
  });
}

const readFirst = (file: string) => (file.endsWith('README.md') ? '' : file);

/** One tab for each. */
export const tabs = Object.keys(pages)
  .sort((a, b) => readFirst(a).localeCompare(readFirst(b)))
  .flatMap((file) => queriesOf(pages[file] ?? ''))
  .map((query) => ({ query }));
