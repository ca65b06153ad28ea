using System.Text.Json;

namespace EventPlatform.Gateway.ExternalApi.Plugins;

/// <summary>A handler's answer.</summary>
public sealed record HandlerReply
{
    private HandlerReply()
    {
    }

    /// <summary>Ok without data.</summary>
    public static HandlerReply Ok { get; } = new();

    internal ReadOnlyMemory<byte> Data { get; private init; }

    internal ApiError? Failure { get; private init; }

    /// <summary>Ok with data.</summary>
    /// <param name="json">A JSON object or list in UTF-8; an empty object is left out of the answer.</param>
    /// <exception cref="ArgumentException">It is something else.</exception>
    public static HandlerReply WithJson(ReadOnlyMemory<byte> json) => new() { Data = HandlerJson.Normalize(json.Span) };

    /// <summary>Ok with data, serialized with the names as they are.</summary>
    /// <exception cref="ArgumentException">It is neither a JSON object nor a list.</exception>
    public static HandlerReply With<T>(T data) => WithJson(JsonSerializer.SerializeToUtf8Bytes(data));

    /// <summary>Refused.</summary>
    /// <param name="code">Error code for the client; own ones should not be those of external-api.md 6 with another meaning.</param>
    /// <param name="text">Error text for the client.</param>
    public static HandlerReply Error(int code, string text) => new() { Failure = new ApiError(code, text) };
}
