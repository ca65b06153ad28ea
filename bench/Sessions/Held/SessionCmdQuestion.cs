using System.Text.Json;
using EventPlatform.Bench.Sessions.Api;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Held;

/// <summary><c>session/cmd</c>: the session that is asked sends back at once what it got.</summary>
internal sealed class SessionCmdQuestion(Roster roster) : Question("cmd")
{
    private long _lastNumber;

    public override bool IsAcknowledged => true;

    public override Session? Choose() => roster.Choose();

    public override long NextNumber() => ++_lastNumber;

    public override void Write(MessageBuffer message, Asked asked, long tid) =>
        Requests.SessionCmd(message, asked.Target!.Id, asked.Number, tid);

    // {"number":N}
    public override string? Check(Asked asked, in ApiMessage answer)
    {
        var reader = new Utf8JsonReader(answer.Data.IsEmpty ? "{}"u8 : answer.Data);
        reader.Read();
        var isRight = reader.Read() && reader.ValueTextEquals("number"u8)
            && reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number) && number == asked.Number
            && reader.Read() && reader.TokenType == JsonTokenType.EndObject;
        return isRight ? null : $"the number was {asked.Number}";
    }
}
