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
  scalars: { DateTime: 'string', URL: 'string', Long: 'number' },
} as const;

const client = (documents: string) => ({
  documents,
  preset: 'client' as const,
  presetConfig: { fragmentMasking: false },
  config,
});

const codegen: CodegenConfig = {
  schema: 'schema.graphql',
  generates: {
    'examples/generated/': client('examples/*.ts'),
    'test/e2e/generated/': client('test/e2e/**/*.ts'),
  },
};

export default codegen;
