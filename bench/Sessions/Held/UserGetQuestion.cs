using System.Text.Json;
using EventPlatform.Bench.Sessions.Api;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Held;

/// <summary><c>user/get</c> of a user with one session: its id, where it is connected, and its type.</summary>
internal sealed class UserGetQuestion(Roster roster) : Question("get")
{
    public override Session? Choose() => roster.Choose();

    public override void Write(MessageBuffer message, Asked asked, long tid) => Requests.UserGet(message, asked.Target!.Number, tid);

    // {ID:{"remote":R,"type":"api_server"}}, in whatever order
    public override string? Check(Asked asked, in ApiMessage answer)
    {
        var target = asked.Target!;
        var reader = new Utf8JsonReader(answer.Data.IsEmpty ? "{}"u8 : answer.Data);
        reader.Read();
        if (!reader.Read() || reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals(target.Id))
        {
            return $"session {target.Number} is missing";
        }

        var (isThere, hasType) = (false, false);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isRemote = reader.ValueTextEquals("remote"u8);
            var isType = reader.ValueTextEquals("type"u8);
            reader.Read();
            isThere |= isRemote && reader.ValueTextEquals(target.Remote);
            hasType |= isType && reader.ValueTextEquals("api_server"u8);
        }

        if (!isThere || !hasType)
        {
            return $"it must be at {target.Remote}, of type api_server";
        }

        return reader.Read() && reader.TokenType == JsonTokenType.EndObject ? null : "there are more sessions than one";
    }
}
