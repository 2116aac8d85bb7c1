import { GraphQLError } from 'graphql';
import type { VendorUnavailable } from '../domain/failure.ts';

/** What a read of a vendor that can't be asked is answered with: the fields that need it are null, the rest is there. */
export const vendorFailed = ({
  code,
  message,
  retryAfter,
  vendorCode,
  vendorMessage,
}: VendorUnavailable): GraphQLError =>
  new GraphQLError(message, { extensions: { code, retryAfter, vendorCode, vendorMessage } });
