import { type AuthFailure, AuthScopeFailureType } from '@pothos/plugin-scope-auth';
import { GraphQLError, type GraphQLResolveInfo } from 'graphql';
import { assertNever } from '../domain/assert-never.ts';

const scopesIn = (failure: AuthFailure): readonly string[] => {
  switch (failure.kind) {
    case AuthScopeFailureType.AuthScope:
    case AuthScopeFailureType.GrantedScope:
      return [failure.scope];
    case AuthScopeFailureType.AnyAuthScopes:
    case AuthScopeFailureType.AllAuthScopes:
      return failure.failures.flatMap(scopesIn);
    case AuthScopeFailureType.AuthScopeFunction:
    case AuthScopeFailureType.Unknown:
      return [];
    default:
      return assertNever(failure);
  }
};

/** A caller lacks a right that a field needs: which one, so that it can be asked for. */
export const forbidden = (
  failure: AuthFailure,
  { parentType, fieldName }: GraphQLResolveInfo,
): GraphQLError => {
  const scope = scopesIn(failure).join(', ');
  return new GraphQLError(
    `${parentType.name}.${fieldName} needs the scope ${scope}, which this API key does not have.`,
    { extensions: { code: 'FORBIDDEN', scope } },
  );
};
