using System.Text.Json;
using EventPlatform.Bench.Sessions.Api;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Held;

/// <summary><c>session/stop</c> of a session that then comes back with the same id. That it was closed rightly, it sees itself.</summary>
internal sealed class SessionStopQuestion(Roster roster) : Question("stop")
{
    public override Session? Choose()
    {
        var session = roster.Choose(toStop: true);
        session.Stopping();
        return session;
    }

    public override void Write(MessageBuffer message, Asked asked, long tid) => Requests.SessionStop(message, asked.Target!.Id, tid);

    // {"user":USER}
    public override string? Check(Asked asked, in ApiMessage answer)
    {
        var reader = new Utf8JsonReader(answer.Data.IsEmpty ? "{}"u8 : answer.Data);
        reader.Read();
        var isRight = reader.Read() && reader.ValueTextEquals("user"u8)
            && reader.Read() && reader.TokenType == JsonTokenType.String && Requests.UserNumber(reader.ValueSpan) == asked.Target!.Number
            && reader.Read() && reader.TokenType == JsonTokenType.EndObject;
        return isRight ? null : $"it was user {asked.Target!.Number}";
    }

    public override void Ended(Session target) => target.Stopped();
}
