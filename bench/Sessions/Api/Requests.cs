using System.Globalization;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Api;

/// <summary>The requests that are sent (external-api.md 2 to 4), written into the buffer of the loop.</summary>
internal static class Requests
{
    /// <summary>Digits of the number in a user name: all are equally long, so their order is that of the numbers.</summary>
    internal const int UserDigits = 7;

    internal const int LoginTid = 1;

    private static ReadOnlySpan<byte> UserPrefix => "user"u8;

    /// <param name="message">Where it is written.</param>
    /// <param name="user">The user's number.</param>
    /// <param name="sessionId">Empty: the server makes one.</param>
    public static void Login(MessageBuffer message, int user, ReadOnlySpan<byte> sessionId)
    {
        message.Start().Raw("{\"class\":\"core\",\"subclass\":\"user\",\"cmd\":\"login\",\"data\":{\"user\":"u8);
        User(message, user);
        if (!sessionId.IsEmpty)
        {
            message.Raw(",\"session_id\":\""u8).Raw(sessionId).Raw("\""u8);
        }

        End(message, LoginTid);
    }

    /// <param name="message">Where it is written.</param>
    /// <param name="limit">Users at most; 0: all.</param>
    /// <param name="after">The number of the user before the first; below 0: from the first on.</param>
    /// <param name="tid">The request's.</param>
    public static void UserList(MessageBuffer message, int limit, int after, long tid)
    {
        message.Start().Raw("{\"class\":\"core\",\"subclass\":\"user\",\"cmd\":\"list\",\"data\":{"u8);
        if (limit > 0)
        {
            message.Raw("\"limit\":"u8).Number(limit);
            if (after >= 0)
            {
                User(message.Raw(",\"after\":"u8), after);
            }
        }

        End(message, tid);
    }

    public static void UserGet(MessageBuffer message, int user, long tid)
    {
        User(message.Start().Raw("{\"class\":\"core\",\"subclass\":\"user\",\"cmd\":\"get\",\"data\":{\"user\":"u8), user);
        End(message, tid);
    }

    public static void SessionStop(MessageBuffer message, ReadOnlySpan<byte> sessionId, long tid)
    {
        message.Start().Raw("{\"class\":\"core\",\"subclass\":\"session\",\"cmd\":\"stop\",\"data\":{\"session_id\":\""u8);
        End(message.Raw(sessionId).Raw("\""u8), tid);
    }

    /// <summary>Asks a session for an echo.</summary>
    /// <param name="message">Where it is written.</param>
    /// <param name="sessionId">The session.</param>
    /// <param name="number">What must come back.</param>
    /// <param name="tid">The request's.</param>
    public static void SessionCmd(MessageBuffer message, ReadOnlySpan<byte> sessionId, long number, long tid)
    {
        message.Start().Raw("{\"class\":\"core\",\"subclass\":\"session\",\"cmd\":\"cmd\",\"data\":{\"session_id\":\""u8);
        message.Raw(sessionId).Raw("\",\"class\":\"bench\",\"cmd\":\"echo\",\"data\":{\"number\":"u8).Number(number);
        End(message.Raw("}"u8), tid);
    }

    /// <summary>What a session answers to a request for an echo: its data.</summary>
    public static void Echo(MessageBuffer message, ReadOnlySpan<byte> data, long tid)
    {
        message.Start().Raw("{\"result\":\"ok\""u8);
        if (!data.IsEmpty)
        {
            message.Raw(",\"data\":"u8).Raw(data);
        }

        message.Raw(",\"tid\":"u8).Number(tid).Raw("}"u8);
    }

    /// <summary>Reads the number out of a user name.</summary>
    /// <returns>-1: not a user of ours.</returns>
    public static int UserNumber(ReadOnlySpan<byte> name)
    {
        if (name.Length != UserPrefix.Length + UserDigits || !name.StartsWith(UserPrefix))
        {
            return -1;
        }

        var digits = name[UserPrefix.Length..];
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
    }

    private static void User(MessageBuffer message, int number) =>
        message.Raw("\""u8).Raw(UserPrefix).Number(number, UserDigits).Raw("\""u8);

    private static void End(MessageBuffer message, long tid) => message.Raw("},\"tid\":"u8).Number(tid).Raw("}"u8);
}
