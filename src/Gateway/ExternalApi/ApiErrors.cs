using EventPlatform.Contracts;
using EventPlatform.Gateway.Commands;

namespace EventPlatform.Gateway.ExternalApi;

/// <summary>All error codes and their texts (external-api.md 6); texts are compared exactly by clients.</summary>
internal static class ApiErrors
{
    public static readonly ApiError NormalTermination = new(100001, "Normal termination");
    public static readonly ApiError Timeout = new(100005, "Timeout");
    public static readonly ApiError NotImplemented = new(100006, "Not implemented");
    public static readonly ApiError ProcessFailed = new(100009, "Process failed");
    public static readonly ApiError NotFound = new(100014, "Not found");
    public static readonly ApiError ServiceNotFound = new(100020, "Service not found");
    public static readonly ApiError Unauthorized = new(100030, "Unauthorized");
    public static readonly ApiError NotAuthenticated = new(100031, "Not authenticated");
    public static readonly ApiError AlreadyAuthenticated = new(100032, "Already authenticated");
    public static readonly ApiError UserNotFound = new(100033, "User not found");
    public static readonly ApiError DuplicatedSessionId = new(100034, "Duplicated session id");
    public static readonly ApiError InvalidSessionId = new(100035, "Invalid session id");
    public static readonly ApiError InvalidParameters = new(100041, "Invalid parameters");
    public static readonly ApiError UnknownService = SyntaxError("unknown service");
    public static readonly ApiError SessionNotFound = new(100062, "Session not found");
    public static readonly ApiError InvalidJson = new(100072, "Invalid JSON");
    public static readonly ApiError InvalidMessage = new(100072, "Invalid message");
    public static readonly ApiError MessageTooLarge = new(100072, "Message too large");
    public static readonly ApiError RateLimited = new(100080, "Rate limited");
    public static readonly ApiError Overloaded = new(100081, "Overloaded");

    public const int InternalErrorCode = 100003;

    public static ApiError InternalError(string reference) => new(InternalErrorCode, $"Internal error: {reference}");

    public static ApiError UnknownCommand(string command) => new(100042, $"Unknown command '{command}'");

    public static ApiError SyntaxError(string field) => new(100044, $"Syntax error: {field}");

    public static ApiError MissingField(string field) => new(100045, $"Missing field: {field}");

    public static ApiError InvalidValue(string field) => new(100046, $"Invalid value: {field}");

    /// <summary>The total table from refusals; commands that know better look before they ask it.</summary>
    public static ApiError Of(Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.NotFound => NotFound,
        RefusalKind.Taken => DuplicatedSessionId,
        RefusalKind.Invalid => refusal.Field.Length > 0 ? SyntaxError(refusal.Field) : InvalidParameters,
        RefusalKind.Conflict => InvalidParameters,
        RefusalKind.Denied => Unauthorized,
        RefusalKind.Full => Overloaded,
        RefusalKind.Gone => ProcessFailed,
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal.Kind, "Not one of the refusals."),
    };

    public static ApiError Of(Failure failure) => failure.Kind switch
    {
        FailureKind.Unavailable => Overloaded,
        FailureKind.Internal => InternalError(failure.Reference),
        _ => throw new ArgumentOutOfRangeException(nameof(failure), failure.Kind, "Not one of the failures."),
    };

    /// <summary>The error of a result that is not ok.</summary>
    public static ApiError Of<T>(GatewayResult<T> result) => result.Refusal is { } refusal ? Of(refusal) : Of(result.Failure!);
}
