namespace EventPlatform.Gateway.ExternalApi.Commands;

/// <summary>How a command ended.</summary>
internal readonly record struct Answer
{
    /// <summary>Ok without data.</summary>
    public static readonly Answer Ok;

    /// <summary>The command has queued its reply itself.</summary>
    public static readonly Answer Sent = new() { IsSent = true };

    public ApiError? Error { get; private init; }

    /// <summary>An object that is not empty, or a list; empty: no data.</summary>
    public ReadOnlyMemory<byte> Data { get; private init; }

    /// <summary>Ok when the events that the command published are accepted: its place in the order of answers is kept until then.</summary>
    public Task<bool>? Accepted { get; private init; }

    public bool IsSent { get; private init; }

    public static implicit operator Answer(ApiError error) => new() { Error = error };

    public static Answer With(ReadOnlyMemory<byte> data) => new() { Data = data };

    public static Answer When(Task<bool> accepted) => new() { Accepted = accepted };
}
