using System.Text.Json;

namespace EventPlatform.Bench.Sessions.Api;

/// <summary>What may come between a login and its end: the ack, then the answer with the session's id (external-api.md 3).</summary>
internal struct LoginAnswers
{
    private const int UuidChars = 36;
    private bool _isAcknowledged;

    public bool IsDone { get; private set; }

    /// <summary>Takes what came.</summary>
    /// <param name="message">The message.</param>
    /// <param name="sessionId">The id that was asked for; empty: any UUID.</param>
    /// <returns>Whether it was right.</returns>
    public bool TryTake(in ApiMessage message, ReadOnlySpan<byte> sessionId)
    {
        if (message.Tid != Requests.LoginTid || IsDone)
        {
            return false;
        }

        if (!_isAcknowledged)
        {
            _isAcknowledged = message.Kind == ApiMessageKind.Ack;
            return _isAcknowledged;
        }

        IsDone = message.Kind == ApiMessageKind.Ok && IsSessionId(message.Data, sessionId);
        return IsDone;
    }

    // {"session_id":ID}
    private static bool IsSessionId(ReadOnlySpan<byte> data, ReadOnlySpan<byte> expected)
    {
        var reader = new Utf8JsonReader(data);
        if (data.IsEmpty || !reader.Read() || !reader.Read() || !reader.ValueTextEquals("session_id"u8) || !reader.Read())
        {
            return false;
        }

        var isRight = expected.IsEmpty
            ? reader.TokenType == JsonTokenType.String && reader.TryGetGuid(out _) && reader.ValueSpan.Length == UuidChars
            : reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(expected);
        return isRight && reader.Read() && reader.TokenType == JsonTokenType.EndObject;
    }
}
