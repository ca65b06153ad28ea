using System.Text;
using System.Text.Json;
using EventPlatform.Bench.Sessions.Api;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Held;

/// <summary>
/// <c>user/list</c>, whole or a page from a random place on. Every user must be there in order with exactly its session; only sessions
/// that were not there all the time between question and answer may be missing.
/// </summary>
/// <param name="name">Its name in the figures.</param>
/// <param name="roster">All sessions.</param>
/// <param name="limit">Users of a page; 0: all.</param>
internal sealed class UserListQuestion(string name, Roster roster, int limit) : Question(name)
{
    public override long NextNumber() => limit == 0 ? -1 : roster.ChoosePlace();

    public override void Write(MessageBuffer message, Asked asked, long tid) =>
        Requests.UserList(message, limit, (int)asked.Number, tid);

    // {USER:[ID],...}
    public override string? Check(Asked asked, in ApiMessage answer)
    {
        var next = (int)asked.Number + 1;
        var count = 0;
        var reader = new Utf8JsonReader(answer.Data.IsEmpty ? "{}"u8 : answer.Data);
        for (reader.Read(); reader.Read() && reader.TokenType == JsonTokenType.PropertyName; count++)
        {
            var number = Requests.UserNumber(reader.ValueSpan);
            if (number < next || number >= roster.Count)
            {
                return $"'{Encoding.UTF8.GetString(reader.ValueSpan)}' stands where user {next} is due";
            }

            if (Missing(next, number, asked) is { } missing)
            {
                return missing;
            }

            if (!HasOnly(ref reader, roster[number].Id))
            {
                return $"the sessions of user {number} are wrong";
            }

            next = number + 1;
        }

        if (limit > 0 && count >= limit)
        {
            return count == limit ? null : $"there are {count} users";
        }

        return Missing(next, roster.Count, asked);
    }

    private string? Missing(int from, int to, Asked asked)
    {
        for (var number = from; number < to; number++)
        {
            if (roster[number] is { IsSettled: true } session && session.SettledAt < asked.SentAt)
            {
                return $"user {number} is missing";
            }
        }

        return null;
    }

    private static bool HasOnly(ref Utf8JsonReader reader, ReadOnlySpan<byte> id) =>
        reader.Read() && reader.TokenType == JsonTokenType.StartArray
        && reader.Read() && reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(id)
        && reader.Read() && reader.TokenType == JsonTokenType.EndArray;
}
