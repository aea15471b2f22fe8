// What each error of AWS means for the work that met it, as data: by service, and by the name that the SDK gives the
// error. The names are those that the API references list for the calls made here, and the errors common to all.

export type Verdict =
  /** Nothing was done; what throttles, is not there yet or can be mended. The work is tried again. */
  | 'again'
  /** Nothing was done, and nothing will be until somebody lifts a pause or a limit starts afresh. The message is held. */
  | 'held'
  /** It can never be taken as it stands. A message has failed; any other work ends its run. */
  | 'refused'
  /** It had been done before. */
  | 'done'
  /** What it was meant for is not there (any more): a task token that nobody waits for, an execution. */
  | 'gone'
  /** It may have been done. A message is not sent again; other work is idempotent, and tried again. */
  | 'unknown';

export type Service = 'ses' | 'sns' | 'sfn' | 'eventbridge' | 'sqs';

type Verdicts = { readonly [name: string]: Verdict };

/** Errors that any call may meet: https://docs.aws.amazon.com/general/latest/gr/api-error-codes.html */
export const commonErrors: Verdicts = {
  AccessDenied: 'again',
  AccessDeniedException: 'again',
  ExpiredToken: 'again',
  ExpiredTokenException: 'again',
  IncompleteSignature: 'again',
  InternalFailure: 'unknown',
  InvalidClientTokenId: 'again',
  MalformedHttpRequestException: 'refused',
  NotAuthorized: 'again',
  OptInRequired: 'again',
  RequestAbortedException: 'unknown',
  RequestEntityTooLargeException: 'refused',
  RequestExpired: 'again',
  RequestTimeoutException: 'unknown',
  ServiceUnavailable: 'again',
  ServiceUnavailableException: 'again',
  SignatureDoesNotMatch: 'again',
  Throttling: 'again',
  ThrottlingException: 'again',
  UnknownOperationException: 'again',
  UnrecognizedClientException: 'again',
  ValidationError: 'refused',
  ValidationException: 'refused',
};

export const errors: { readonly [service in Service]: Verdicts } = {
  ses: {
    AccountSendingPausedException: 'held',
    ConfigurationSetDoesNotExistException: 'again',
    ConfigurationSetSendingPausedException: 'held',
    InvalidParameterValue: 'refused',
    MailFromDomainNotVerifiedException: 'again',
    MessageRejected: 'refused',
  },
  sns: {
    AuthorizationErrorException: 'again',
    EndpointDisabledException: 'refused',
    InternalErrorException: 'unknown',
    InvalidParameterException: 'refused',
    InvalidParameterValueException: 'refused',
    InvalidSecurityException: 'again',
    KMSAccessDeniedException: 'again',
    KMSDisabledException: 'again',
    KMSInvalidStateException: 'again',
    KMSNotFoundException: 'again',
    KMSOptInRequired: 'again',
    KMSThrottlingException: 'again',
    NotFoundException: 'refused',
    OptedOutException: 'refused',
    PlatformApplicationDisabledException: 'held',
    ThrottledException: 'again',
  },
  sfn: {
    ExecutionAlreadyExists: 'done',
    ExecutionDoesNotExist: 'gone',
    ExecutionLimitExceeded: 'again',
    ExecutionNotRedrivable: 'refused',
    InvalidArn: 'refused',
    InvalidExecutionInput: 'refused',
    InvalidName: 'refused',
    InvalidOutput: 'refused',
    InvalidToken: 'gone',
    KmsAccessDeniedException: 'again',
    KmsInvalidStateException: 'again',
    KmsThrottlingException: 'again',
    // A journey's events may be handled before its machine is deployed, or while it is replaced.
    StateMachineDeleting: 'again',
    StateMachineDoesNotExist: 'again',
    TaskDoesNotExist: 'gone',
    TaskTimedOut: 'gone',
  },
  // Of calls, and of the single events of a call.
  eventbridge: {
    InternalException: 'again',
    InternalFailure: 'again',
    InvalidAccountIdException: 'refused',
    InvalidArgument: 'refused',
    MalformedDetail: 'refused',
    NotAuthorizedForDetailTypeException: 'again',
    NotAuthorizedForSourceException: 'again',
    RedactionFailure: 'refused',
  },
  sqs: {
    InvalidAddress: 'again',
    InvalidMessageContents: 'refused',
    InvalidSecurity: 'again',
    KmsAccessDenied: 'again',
    KmsDisabled: 'again',
    KmsInvalidKeyUsage: 'again',
    KmsInvalidState: 'again',
    KmsNotFound: 'again',
    KmsOptInRequired: 'again',
    KmsThrottled: 'again',
    QueueDoesNotExist: 'again',
    RequestThrottled: 'again',
    UnsupportedOperation: 'refused',
  },
};

/** Where one name says different things, its words tell them apart. The first that fits counts, before the tables. */
export const errorsByWords: readonly { service: Service; name: string; words: RegExp; verdict: Verdict }[] = [
  // The sender's address or, in the sandbox, the recipient's: settings of the account, which can be mended.
  { service: 'ses', name: 'MessageRejected', words: /not verified/i, verdict: 'again' },
  // The quota of a day: https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html
  { service: 'ses', name: 'Throttling', words: /daily/i, verdict: 'held' },
  { service: 'ses', name: 'ThrottlingException', words: /daily/i, verdict: 'held' },
];

/** Too many calls a second: of the errors that mean `again`, those that a moment's patience mends. */
export const throttles: readonly string[] = [
  'KMSThrottlingException',
  'RequestThrottled',
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
];

/** Under these codes and calls of the system, no connection was made, and nothing left. */
export const notConnected = {
  codes: ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'],
  syscalls: ['connect', 'getaddrinfo'],
  /** The words of the SDK and of Node where neither tells it otherwise. Were they to change, the outcome counts as unknown. */
  words: /did not establish a connection|before secure TLS connection was established/,
  /** The SDK had no credentials to sign the request with. */
  names: ['CredentialsProviderError', 'TokenProviderError'],
} as const;
