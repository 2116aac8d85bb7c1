import type { CodegenConfig } from '@graphql-codegen/cli';

/** Documents as strings, enums as types: what comes out runs as it stands, like every other source here. */
const config = {
  documentMode: 'string',
  enumType: 'string-literal',
  useTypeImports: true,
  importExtension: '.ts',
  emitLegacyCommonJSImports: false,
  defaultScalarType: 'unknown',
  strictScalars: true,
  scalars: {
    DateTime: 'string',
    URL: 'string',
    CurrencyCode: 'string',
    Decimal: { input: 'string | number', output: 'string' },
  },
} as const;

const client = (documents: string, preset: { readonly persistedDocuments?: boolean } = {}) => ({
  documents,
  preset: 'client' as const,
  presetConfig: { fragmentMasking: false, ...preset },
  config,
});

/** Documents as syntax trees, and the types of each interface, for clients with a cache. */
const cached = (folder: string) => ({
  [`${folder}/generated/`]: {
    ...client(`${folder}/documents.ts`),
    config: {
      ...config,
      documentMode: 'documentNode' as const,
      immutableTypes: true,
      // As the Relay compiler has it.
      scalars: { ...config.scalars, ID: 'string' },
    },
  },
  [`${folder}/generated/possible-types.ts`]: { plugins: ['fragment-matcher'] },
});

const codegen: CodegenConfig = {
  schema: 'schema.graphql',
  generates: {
    // With a manifest of its documents, as TRUSTED_DOCUMENTS_FILE takes it.
    'examples/generated/': client('examples/*.ts', { persistedDocuments: true }),
    'src/cli/import/generated/': client('src/cli/import/documents.ts'),
    'src/cli/export/generated/': client('src/cli/export/documents.ts'),
    'test/e2e/generated/': client('test/e2e/**/*.ts'),
    'web/src/api/generated/': {
      ...client('web/src/api/*.graphql'),
      config: { ...config, immutableTypes: true, scalars: { ...config.scalars, ID: 'string' } },
    },
    ...cached('test/clients'),
    ...cached('examples/shop/src'),
  },
};

export default codegen;
