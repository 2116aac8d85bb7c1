import { ApolloProvider } from '@apollo/client/react';
import { createRoot } from 'react-dom/client';
import { client } from './client.ts';
import { Shop } from './shop.tsx';
import './style.css';

const root = document.querySelector('#root');
if (root)
  createRoot(root).render(
    <ApolloProvider client={client}>
      <Shop />
    </ApolloProvider>,
  );
