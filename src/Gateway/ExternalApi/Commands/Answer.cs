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

    /// <summary>A whole reply but its tid, as its members; empty: the other properties say what it is.</summary>
    public ReadOnlyMemory<byte> Members { get; private init; }

    /// <summary>Ok when the events that the command published are accepted: its place in the order of answers is kept until then.</summary>
    public Task<bool>? Accepted { get; private init; }

    /// <summary>The command was acknowledged and goes on: its answer comes when it comes, and has no place in the order.</summary>
    public Task<Answer>? Later { get; private init; }

    public bool IsSent { get; private init; }

    public static implicit operator Answer(ApiError error) => new() { Error = error };

    public static Answer With(ReadOnlyMemory<byte> data) => new() { Data = data };

    public static Answer Of(ReadOnlyMemory<byte> members) => new() { Members = members };

    public static Answer When(Task<bool> accepted) => new() { Accepted = accepted };

    /// <param name="later">Never fails, and is no <see cref="Later"/> again.</param>
    public static Answer After(Task<Answer> later) => new() { Later = later };
}
